package io.github.amibaker.advice;

/** The one exception a user sees: what happened, and what to do about it. */
public final class BakeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Who can mend it. */
    public enum Kind {
        /** The user: configuration, scripts, rights. */
        USER,
        /** Nobody here: AWS or the network failed. */
        MACHINERY
    }

    private final Kind kind;
    private final String advice;

    private BakeException(Kind kind, String message, String advice, Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.advice = advice;
    }

    /** Something the user can mend. */
    public static BakeException user(String message, String advice) {
        return new BakeException(Kind.USER, message, advice, null);
    }

    /** Something the user can mend, with what it came from. */
    public static BakeException user(String message, String advice, Throwable cause) {
        return new BakeException(Kind.USER, message, advice, cause);
    }

    /** Something that broke under us. */
    public static BakeException machinery(String message, String advice, Throwable cause) {
        return new BakeException(Kind.MACHINERY, message, advice, cause);
    }

    /** Who can mend it. */
    public Kind kind() {
        return kind;
    }

    /** What to do about it; never empty. */
    public String advice() {
        return advice;
    }

    /** Message and advice, each on lines of their own. */
    public String text() {
        return getMessage() + "\n" + advice;
    }
}
