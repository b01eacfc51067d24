package io.github.amibaker.advice;

/**
 * One thing a user can mend.
 *
 * @param parameter which parameter is at fault
 * @param what what is wrong, with the wrong value, a sentence
 * @param advice what to do about it, a sentence
 */
public record Fault(Parameter parameter, String what, String advice) {

    /** What is wrong, what to do, and where to write it. */
    public String text() {
        return what + " " + mend();
    }

    /** What to do, and where to write it. */
    public String mend() {
        return advice + " (" + Wording.where(parameter) + ")";
    }
}
