package io.github.amibaker.request;

import io.github.amibaker.advice.Faults;
import io.github.amibaker.advice.ParameterAdvice;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The names of stack and image. Those the user wrote must be legal; those worked out are made so.
 *
 * @param stackName as CloudFormation takes it
 * @param imageName as the user wrote it
 * @param imageNamePrefix as EC2 takes it, with room for a suffix of 13 characters
 */
record Names(String stackName, Optional<String> imageName, String imageNamePrefix) {
    private static final Pattern STACK = Pattern.compile("[A-Za-z][A-Za-z0-9-]{0,127}");
    private static final Pattern IMAGE = Pattern.compile("[A-Za-z0-9()\\[\\] ./\\-'@_]{3,128}");
    private static final int LONGEST = 128;
    private static final int SUFFIX = 13;
    private static final int HASH = 8;

    static Names read(BakeParameters parameters, Faults faults) {
        Optional<String> id = Optional.ofNullable(parameters.image);
        String stackName = parameters.stackName == null
                ? standardStackName(parameters)
                : common(parameters.stackName, parameters.ownStackName, id.map(Names::inStackName));
        if (!STACK.matcher(stackName).matches()) {
            faults.add(ParameterAdvice.malformedStackName(stackName));
            stackName = standardStackName(parameters);
        }
        Optional<String> imageName =
                Optional.ofNullable(parameters.imageName).map(name -> common(name, parameters.ownImageName, id));
        if (imageName.isPresent()
                && (imageName.get().isBlank() || !IMAGE.matcher(imageName.get()).matches())) {
            faults.add(ParameterAdvice.malformedImageName(imageName.get()));
            imageName = Optional.empty();
        }
        return new Names(stackName, imageName, standardPrefix(parameters));
    }

    /** What the user wrote for all images, made one of each. */
    private static String common(String name, boolean own, Optional<String> id) {
        return name.isEmpty() || own ? name : name + id.map(of -> "-" + of).orElse("");
    }

    static String inStackName(String id) {
        return id.replace('_', '-');
    }

    /** Two projects whose names become the same once cleaned still differ by the hash of their coordinates. */
    private static String standardStackName(BakeParameters parameters) {
        String coordinates = parameters.groupId + ":" + parameters.artifactId + ":" + parameters.version
                + (parameters.image == null ? "" : ":" + parameters.image);
        String cleaned = ("ami-" + coordinates).replaceAll("[^A-Za-z0-9]+", "-");
        return cut(cleaned, LONGEST - HASH - 1).replaceAll("-+$", "") + "-" + hash(coordinates);
    }

    private static String standardPrefix(BakeParameters parameters) {
        String cleaned =
                (parameters.artifactId + "-" + parameters.version).replaceAll("[^A-Za-z0-9()\\[\\] ./\\-'@_]+", "-");
        String id = parameters.image == null ? "" : "-" + parameters.image;
        return cut(cleaned, LONGEST - SUFFIX - id.length()) + id;
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length);
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, HASH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
