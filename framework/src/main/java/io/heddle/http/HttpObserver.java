package io.heddle.http;

import io.heddle.Connection;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Is told of exchanges: an access log, say. Called on the connection's thread, so be quick; what
/// it throws goes no further.
///
/// Each request is told of once by [#answered] or [#brokeOff], each message that is none by
/// [#refused].
public interface HttpObserver {

    /// A request was answered: the whole answer was handed to the system, or gathered to leave with
    /// that to the next request, which has come already. Whether the peer has read it, nobody
    /// knows.
    ///
    /// @param contentBytes of the answer, as they went over the wire; 0 where there is no content
    /// @param took from the end of its head to the end of its answer, waits included
    default void answered(Request request, Response response, long contentBytes, Duration took) {}

    /// A request was not answered, or not to the end: its peer has gone or does not read, its
    /// stream failed, a limit of time was over, or the server has ended the connection. The
    /// connection ends with it. If a stream failed, [#failed] is told as well.
    ///
    /// @param response null if there was none yet
    /// @param contentBytes of the answer, as they were handed to the system
    /// @param took from the end of its head
    /// @param cause what was thrown; its message may have in it what others have said
    default void brokeOff(
            Request request,
            @Nullable Response response,
            long contentBytes,
            Duration took,
            Throwable cause) {}

    /// A message was refused that is no request, or came too slowly.
    ///
    /// @param peer whose
    /// @param status what was answered
    /// @param reason for people; nothing of it comes from the peer
    default void refused(Connection peer, int status, String reason) {}

    /// A handler failed, and the answer was 500; or its stream failed, and the connection ended.
    default void failed(Request request, Throwable failure) {}
}
