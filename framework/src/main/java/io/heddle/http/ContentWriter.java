package io.heddle.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;

/// Writes the content of an answer.
@FunctionalInterface
public interface ContentWriter {

    /// Writes all of it. Called on the handler's thread, once; writes wait while the peer does not
    /// read. What was written leaves when enough has come together, or with `flush`.
    ///
    /// @param output not to be used afterwards; to close it does nothing
    /// @throws IOException anything: the connection ends, and the peer can tell that something is
    ///   missing
    void writeTo(OutputStream output) throws IOException;

    /// Gives back what it holds: called once when an answer with it is over, whether it was written
    /// or not (`HEAD`, a peer that has gone). Does nothing unless it is overridden.
    default void close() throws IOException {}

    /// Writes part of a file, among other things that an answer has. To send nothing but part of a
    /// file, [Response#file] is faster. An interrupt does not close the file; nor does this.
    ///
    /// @param file open for reading. Its position is not used
    /// @param position of the first byte, at least 0
    /// @param length in bytes, at least 0; if the file turns out to be shorter, writing fails
    static ContentWriter ofFile(FileChannel file, long position, long length) {
        return new FileSection(file, position, length);
    }
}
