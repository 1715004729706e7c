package io.heddle.http;

import io.heddle.Connection;
import java.time.Duration;

/// Is told of exchanges: an access log, say. Called on the connection's thread, so be quick; what
/// it throws goes no further.
public interface HttpObserver {

    /// A request was answered.
    ///
    /// @param contentBytes of the answer, as they went over the wire; 0 where there is no content
    /// @param took from the end of its head to the end of its answer, waits included
    default void answered(Request request, Response response, long contentBytes, Duration took) {}

    /// A message was refused that is no request, or came too slowly.
    ///
    /// @param peer whose
    /// @param status what was answered
    /// @param reason for people; nothing of it comes from the peer
    default void refused(Connection peer, int status, String reason) {}

    /// A handler failed, and the answer was 500; or its stream failed, and the connection ended.
    default void failed(Request request, Throwable failure) {}
}
