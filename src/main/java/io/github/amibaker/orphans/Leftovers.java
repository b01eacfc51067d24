package io.github.amibaker.orphans;

/** All that stacks of the plugin made of one kind, in one region. */
interface Leftovers {
    /** What it is, in EC2's words. */
    String kind();

    /** The right it takes to look for it, such as {@code ec2:DescribeVolumes}. */
    String listing();

    /** The right it takes to delete it. */
    String deletion();

    /** What is there and would be worth deleting if its stack is gone; all of it carries {@link Leftover#MARK}. */
    java.util.List<Leftover> find();

    /** Deletes one, or asks AWS to. */
    void delete(String id);

    /** Waits until what was deleted is really gone. */
    default void settle() throws InterruptedException {}
}
