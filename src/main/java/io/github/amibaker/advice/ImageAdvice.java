package io.github.amibaker.advice;

import static io.github.amibaker.advice.Wording.fault;
import static io.github.amibaker.advice.Wording.sentence;

import java.util.List;

/** What to do about images that do not come about, or cannot go. */
public final class ImageAdvice {
    private ImageAdvice() {}

    /** EC2 gave up on the image. */
    public static BakeException failed(String imageId, String state, String reason) {
        return BakeException.user(
                "Image " + imageId + " is in state '" + state + "': " + sentence(reason),
                "'mvn ami:clean -Dami.deregister' removes what is left of it; then 'mvn ami:bake' tries again.");
    }

    /** EC2 does not know the image. */
    public static BakeException gone(String imageId, String region) {
        return BakeException.user(
                "Image " + imageId + " is not in " + region + " (any more): somebody deregistered it.",
                "Run 'mvn ami:bake' to bake it again.");
    }

    /** Somebody has switched deregistration protection on. */
    public static BakeException guarded(List<String> imageIds) {
        return BakeException.user(
                "Protected against deregistration: " + String.join(", ", imageIds) + ". Nothing was removed.",
                "Switch the protection off ('aws ec2 disable-image-deregistration-protection --image-id "
                        + imageIds.get(0)
                        + "', which takes effect a day later if a cool-down was asked for) and run the same command"
                        + " again, or leave out -Dami.deregister to keep the image.");
    }

    /** An image of that name is there, and names are unique in an account and region. */
    public static Fault nameTaken(String name, String imageId) {
        return fault(
                Parameter.IMAGE_NAME,
                "The image name '" + name + "' is in use by " + imageId + ".",
                "Choose another or remove the parameter to get a name that is always new; 'mvn ami:clean"
                        + " -Dami.deregister' removes the images of this stack.");
    }
}
