package io.github.amibaker.request;

import java.io.IOException;
import java.io.InputStream;

/** What a file of the image consists of: bytes in memory, or a file on disk that is read when it is needed. */
public sealed interface Content permits Bytes, FileContent {
    /** How many bytes there are. */
    long length();

    /** The bytes, from the first one on. */
    InputStream open() throws IOException;
}
