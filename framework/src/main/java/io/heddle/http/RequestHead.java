package io.heddle.http;

import org.jspecify.annotations.Nullable;

/// The head of a request, and what it says about the message: where it ends, and what becomes of
/// the connection.
///
/// @param minor of the version, HTTP/1.x: 0 to 9
/// @param contentLength in bytes; 0 if there is no content, [#CHUNKED] if it comes in chunks
/// @param persistent whether the peer wants the connection to go on
/// @param expectsContinue whether the peer waits for leave to send the content
record RequestHead(
        String method,
        String target,
        int minor,
        Fields fields,
        long contentLength,
        boolean persistent,
        boolean expectsContinue) {

    /// The length of content in chunks, which nobody knows beforehand.
    static final long CHUNKED = -1;

    /// The value of `Host`; null in HTTP/1.0 only.
    @Nullable String host() {
        return fields.first("host");
    }

    boolean hasContent() {
        return contentLength != 0;
    }
}
