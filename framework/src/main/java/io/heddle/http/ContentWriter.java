package io.heddle.http;

import java.io.IOException;
import java.io.OutputStream;

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
}
