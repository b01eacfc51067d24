package io.github.amibaker.stack;

/**
 * Status of a stack, or of a resource in it: both use the same words.
 *
 * @param name as CloudFormation writes it, such as {@code CREATE_IN_PROGRESS}
 * @see <a href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/view-stack-events.html">Stack status codes</a>
 */
public record StackStatus(String name) {
    /** Status of what CloudFormation does not know any more. */
    static final StackStatus GONE = new StackStatus("DELETE_COMPLETE");

    /** CloudFormation works on it now. A stack in review is not in progress: it waits for a person. */
    public boolean isInProgress() {
        return name.endsWith("_IN_PROGRESS") && !isInReview();
    }

    /** A change set made a stack that has no resources yet, and may never have any. */
    public boolean isInReview() {
        return name.equals("REVIEW_IN_PROGRESS");
    }

    /** Nothing more happens to it by itself. */
    public boolean isSettled() {
        return !isInProgress() && !isInReview();
    }

    /** Something failed, or the creation is being or was rolled back. */
    public boolean isFailure() {
        return name.endsWith("_FAILED") || isRollback();
    }

    /** The creation failed and what it made is being or was removed. Rollbacks of updates are none. */
    public boolean isRollback() {
        return name.startsWith("ROLLBACK_");
    }

    /** It stands whole: created, updated, or back where it was before an update. */
    public boolean isComplete() {
        return name.endsWith("_COMPLETE") && !isRollback() && !isDeleted();
    }

    /** The creation failed, and what it made was removed. */
    public boolean isRolledBack() {
        return name.equals("ROLLBACK_COMPLETE");
    }

    /** The creation failed, and what it made was left as it is. */
    public boolean isCreateFailure() {
        return name.equals("CREATE_FAILED");
    }

    /** It is being made for the first time. */
    public boolean isCreating() {
        return name.equals("CREATE_IN_PROGRESS");
    }

    /** It is being deleted. */
    public boolean isDeleting() {
        return name.equals("DELETE_IN_PROGRESS");
    }

    /** It is gone. */
    public boolean isDeleted() {
        return name.equals("DELETE_COMPLETE") || name.equals("DELETE_SKIPPED");
    }

    /** It was to be deleted and is still there. */
    public boolean isDeleteFailure() {
        return name.equals("DELETE_FAILED");
    }

    @Override
    public String toString() {
        return name;
    }
}
