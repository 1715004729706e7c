package io.heddle.http.sse;

/// Writes the events of one stream.
@FunctionalInterface
public interface EventWriter {

    /// Writes events until there are no more, or the stream is to end ([EventStream#isOpen()]). The
    /// stream ends when this returns. Called on the handler's thread, once the head has been sent.
    ///
    /// @throws Exception anything: the connection ends, and the peer can tell that the stream did
    ///   not
    void writeTo(EventStream stream) throws Exception;
}
