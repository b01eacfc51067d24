package io.github.amibaker.template;

import java.util.SortedMap;

/** What rides in the user data: what runs on the builder, the user's scripts, files and variables. */
interface Archive {
    /** The archive, compressed; the same bytes for the same content, whenever and by whomever it is made. */
    byte[] bytes();

    /** What each entry would take compressed alone, by its path; the sum is more than the whole takes. */
    SortedMap<String, Integer> sizes();
}
