package io.github.amibaker.advice;

import static io.github.amibaker.advice.Wording.fault;
import static io.github.amibaker.advice.Wording.quote;
import static io.github.amibaker.advice.Wording.where;

import java.util.Collection;

/** What to do about volumes that AWS would not take, and about what becomes of them. */
public final class VolumeAdvice {
    private VolumeAdvice() {}

    /**
     * Which volume is spoken of.
     *
     * @param name such as {@code the root volume}
     */
    public record Subject(Parameter parameter, String name) {
        /** The one that the machine boots from. */
        public static final Subject ROOT = new Subject(Parameter.ROOT_VOLUME, "the root volume");

        /** A further one. */
        public static Subject of(String device) {
            return new Subject(Parameter.VOLUMES, "the volume " + device);
        }

        private String atTheBeginning() {
            return "T" + name.substring(1);
        }
    }

    /** A number of a volume is none. */
    public static Fault number(Subject volume, String name, String value) {
        return fault(
                volume.parameter,
                "The <" + name + "> " + quote(value) + " of " + volume.name + " is no whole number.",
                "Write digits only: size in GiB, iops, throughput in MiB/s.");
    }

    /** A number of a volume is out of range for its type. */
    public static Fault range(Subject volume, String name, String value, String type, int least, int most) {
        return fault(
                volume.parameter,
                "The <" + name + "> " + quote(value) + " of " + volume.name + " is out of range.",
                "A volume of type " + type + " takes " + least + " to " + most + ".");
    }

    /** There is no such type, or a machine cannot boot from it. */
    public static Fault type(Subject volume, String value, Collection<String> legal) {
        String none = volume.parameter == Parameter.ROOT_VOLUME ? "none that a machine can boot from" : "unknown";
        return fault(
                volume.parameter,
                "The <type> " + quote(value) + " of " + volume.name + " is " + none + ".",
                "Write " + String.join(", ", legal) + ", or leave it out.");
    }

    /** A number that this type of volume does not take. */
    public static Fault doesNotTake(Subject volume, String name, String value, String type, String takers) {
        return fault(
                volume.parameter,
                "The <" + name + "> " + quote(value) + " of " + volume.name + " does not go with "
                        + (type.isEmpty() ? "a volume whose <type> is not given" : "the type " + type) + ".",
                "Only " + takers + " takes it: write that <type>, or leave <" + name + "> out.");
    }

    /** A type that needs a number of operations. */
    public static Fault needsIops(Subject volume, String type) {
        return fault(
                volume.parameter,
                volume.atTheBeginning() + " is of type " + quote(type) + " and has no <iops>.",
                "EC2 wants to know how many: write <iops>, or the type gp3.");
    }

    /** More operations than the size allows. */
    public static Fault ratio(Subject volume, String what, String most) {
        return fault(
                volume.parameter,
                volume.atTheBeginning() + " has " + what + ".",
                "EC2 allows " + most + " for this type.");
    }

    /** The name of a volume's device is none of EC2's. */
    public static Fault device(String value) {
        return fault(
                Parameter.VOLUMES,
                "The <device> " + quote(value) + " is no name that EC2 has for a volume.",
                "Write /dev/sdf to /dev/sdp for a further volume, or the name that the base image has for it.");
    }

    /** Two volumes with one name. */
    public static Fault repeatedDevice(String value) {
        return fault(
                Parameter.VOLUMES, "The device " + quote(value) + " is named twice.", "Give every volume its own.");
    }

    /** Neither true nor false. */
    public static Fault choice(Subject volume, String name, String value) {
        return fault(
                volume.parameter,
                "The <" + name + "> " + quote(value) + " of " + volume.name + " is unknown.",
                "Write true or false.");
    }

    /** What names a key is nothing that KMS has. */
    public static Fault malformedKey(Parameter parameter, String value) {
        return fault(
                parameter,
                "The KMS key " + quote(value) + " is no key.",
                "Write its id, alias/<name>, or the ARN of either; leave it out for the account's own default.");
    }

    /** A key, and nothing to be encrypted with it. */
    public static Fault keyOfNothing(Parameter parameter, String key) {
        return fault(
                parameter,
                "The KMS key " + quote(key) + " is given, and <encrypted> is false.",
                "Leave either out: with a key a volume is encrypted.");
    }

    /** Neither true nor false. */
    public static Fault encryption(String value) {
        return fault(
                Parameter.ENCRYPTED, "The value " + quote(value) + " of encrypted is unknown.", "Write true or false.");
    }

    /** A further volume in the place of the root volume. */
    public static Fault rootDevice(String device, String image) {
        return fault(
                Parameter.VOLUMES,
                "The device " + quote(device) + " is the root volume of base image " + image + ".",
                "What the root volume is like stands in " + where(Parameter.ROOT_VOLUME)
                        + "; a further volume takes another name, such as /dev/sdf.");
    }

    /** Nobody knows how big a volume is to be. */
    public static Fault noSize(String device, String image) {
        return fault(
                Parameter.VOLUMES,
                "The volume " + device + " has no <size>, and base image " + image + " has none of that name.",
                "Write its <size> in GiB.");
    }

    /** A volume in the place of one of the base image, and smaller. */
    public static Fault smallerThanBase(String device, int size, int least, String image) {
        return fault(
                Parameter.VOLUMES,
                "The volume " + device + " has a <size> of " + size + " GiB, and base image " + image + " has one of "
                        + least + " GiB there.",
                "Its snapshot needs as much: write " + least + " or more, or leave <size> out.");
    }

    /** All volumes are to be encrypted, and the base image brings one that is not. */
    public static Fault plainVolumeOfBase(String device, String image) {
        return fault(
                Parameter.ENCRYPTED,
                "Base image " + image + " has a volume " + device + " that is not encrypted.",
                "Name it, <volumes><volume><device>" + device + "</device></volume></volumes>, and it is encrypted"
                        + " like the others; or give it <inImage>false</inImage> to leave it out of the image.");
    }
}
