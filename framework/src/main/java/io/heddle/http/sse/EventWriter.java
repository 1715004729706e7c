package io.heddle.http.sse;

import java.io.IOException;

/// Writes the events of one stream.
@FunctionalInterface
public interface EventWriter {

    /// Writes events until there are no more, or the stream is to end ([EventStream#isOpen()]). The
    /// stream ends when this returns. Called on the handler's thread, once the head has been sent.
    ///
    /// @throws IOException anything: the connection ends
    /// @throws InterruptedException likewise
    void writeTo(EventStream stream) throws IOException, InterruptedException;
}
