package io.github.amibaker.request;

import java.util.List;

/** What the user wrote of the image's making, unchecked; {@code null} is what the user left out. */
public final class ImagingParameters {
    public List<Volume> volumes;
    public String encrypted;
    public String kmsKeyId;
    public Attributes attributes;
    public String roleArn;
    public String functionArn;

    /** A further volume; numbers and booleans as text, so that a wrong one is a fault like others. */
    public static final class Volume {
        /** Such as {@code /dev/sdf}. */
        public String device;

        /** GiB. */
        public String size;

        /** {@code gp3}, {@code io2}, {@code st1}, … */
        public String type;

        /** Operations a second. */
        public String iops;

        /** MiB a second. */
        public String throughput;

        /** Default: as for all volumes. */
        public String encrypted;

        /** Id, alias or ARN of a key; default: as for all volumes. */
        public String kmsKeyId;

        /** Whether the image gets it; default: true. */
        public String inImage;

        /** As Maven fills it from {@code <volume>/dev/sdf:100</volume>} or {@code -Dami.volumes=/dev/sdf:100}. */
        public void set(String bare) {
            int colon = bare.indexOf(':');
            device = colon < 0 ? bare : bare.substring(0, colon);
            size = colon < 0 ? null : bare.substring(colon + 1);
        }
    }

    /** What the image says of itself. */
    public static final class Attributes {
        /** {@code v2.0}. */
        public String imdsSupport;

        public String description;

        /** How long after its creation, such as {@code P90D}. */
        public String deprecateAfter;

        /** Of the base image: {@code legacy-bios}, {@code uefi}, {@code uefi-preferred}. */
        public String bootMode;

        /** Of the base image: {@code v2.0}. */
        public String tpmSupport;

        /** Of the base image. */
        public String enaSupport;

        /** As Maven fills it from {@code <imageAttributes>v2.0</imageAttributes>}: the IMDS support alone. */
        public void set(String bare) {
            imdsSupport = bare;
        }
    }
}
