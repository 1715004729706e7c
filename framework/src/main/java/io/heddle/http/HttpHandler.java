package io.heddle.http;

/// What a server does with each request.
@FunctionalInterface
public interface HttpHandler {

    /// Handles a request. Called on a virtual thread; requests of one connection come one after the
    /// other, those of others at the same time.
    ///
    /// @return the answer; its content, if it is a stream, is written when this has returned
    /// @throws HttpException to have an error answered
    /// @throws Exception anything else: observers are told, and the answer is 500
    Response handle(Request request) throws Exception;
}
