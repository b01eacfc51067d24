package io.github.amibaker.mojo;

import io.github.amibaker.advice.Faults;
import io.github.amibaker.request.Bytes;
import io.github.amibaker.request.MavenFiles;
import io.github.amibaker.request.PlacedArtifact;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.MavenProject;
import org.apache.maven.shared.filtering.DefaultMavenReaderFilter;
import org.apache.maven.shared.filtering.MavenFilteringException;
import org.apache.maven.shared.filtering.MavenReaderFilterRequest;

/** Fills in properties with Maven's own filter, as maven-resources-plugin does, and finds artifacts. */
final class FilesOfMaven implements MavenFiles {
    /** Those that Maven's resources plugin never filters. */
    private static final Set<String> BINARY = Set.of("jpg", "jpeg", "gif", "bmp", "png", "ico", "webp");

    private final MavenProject project;
    private final ArtifactLookup artifacts;
    private final MavenSession session;

    FilesOfMaven(MavenProject project, ArtifactLookup artifacts, MavenSession session) {
        this.project = project;
        this.artifacts = artifacts;
        this.session = session;
    }

    @Override
    public Bytes filtered(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Optional<String> text = isImage(file) ? Optional.empty() : text(bytes);
        return text.isEmpty() ? Bytes.of(bytes) : Bytes.of(filtered(text.get()).getBytes(encoding()));
    }

    @Override
    public Optional<Path> artifact(PlacedArtifact wanted, Faults faults) {
        return artifacts.find(wanted, faults);
    }

    private String filtered(String text) throws IOException {
        MavenReaderFilterRequest request = new MavenReaderFilterRequest();
        request.setFrom(new StringReader(text));
        request.setFiltering(true);
        request.setMavenProject(project);
        request.setMavenSession(session);
        request.setFilters(List.of());
        request.setInjectProjectBuildFilters(true);
        StringWriter filled = new StringWriter();
        try (Reader reader = new DefaultMavenReaderFilter().filter(request)) {
            reader.transferTo(filled);
        } catch (MavenFilteringException e) {
            throw new IOException(e.getMessage(), e);
        }
        return filled.toString();
    }

    /** The bytes as text; empty when they are none, which a NUL or what the encoding does not have tells. */
    private Optional<String> text(byte[] bytes) {
        try {
            String text = encoding().newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return Optional.of(text).filter(read -> read.indexOf('\0') < 0);
        } catch (CharacterCodingException binary) {
            return Optional.empty();
        }
    }

    private Charset encoding() {
        String name = project.getProperties().getProperty("project.build.sourceEncoding", "");
        return name.isBlank() || !Charset.isSupported(name) ? StandardCharsets.UTF_8 : Charset.forName(name);
    }

    private static boolean isImage(Path file) {
        String name = file.getFileName().toString();
        return BINARY.contains(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
    }
}
