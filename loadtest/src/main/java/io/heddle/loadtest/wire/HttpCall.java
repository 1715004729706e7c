package io.heddle.loadtest.wire;

/// What one HTTP request asks for, and the answer that every server gives to it.
///
/// @param status 200 if it can be done, else the error's status: 400, 404 or 413
/// @param kind what is done; [OperationKind#SINK] beside an error
/// @param argument milliseconds or microseconds, 0 to 65,535, or the number of bytes that come back
/// @param calls how many calls to the backend, 0 to 255
/// @param contentType the value of the response's header `Content-Type`
public record HttpCall(
        int status, OperationKind kind, int argument, int calls, String contentType) {
    private static final byte[] NOTHING = {};

    static HttpCall of(OperationKind kind, int argument, int calls) {
        return new HttpCall(HttpMirror.OK, kind, argument, calls, HttpMirror.BINARY);
    }

    static HttpCall fixed(OperationKind kind, int bytes, String contentType) {
        return new HttpCall(HttpMirror.OK, kind, bytes, 0, contentType);
    }

    static HttpCall refused(int status) {
        return new HttpCall(status, OperationKind.SINK, 0, 0, HttpMirror.BINARY);
    }

    /// A request that is refused because its body is longer than [HttpMirror#LARGEST_BODY_BYTES].
    public static HttpCall tooLarge() {
        return refused(HttpMirror.TOO_LARGE);
    }

    /// A request that is no HTTP.
    public static HttpCall malformed() {
        return refused(HttpMirror.BAD);
    }

    /// Whether it is refused for a body that is longer than [HttpMirror#LARGEST_BODY_BYTES], which
    /// need not be read.
    public boolean isTooLarge() {
        return status == HttpMirror.TOO_LARGE;
    }

    /// Whether it can be done; if not, nothing but the status is answered.
    public boolean isAccepted() {
        return status == HttpMirror.OK;
    }

    /// How many bytes of the response follow its head.
    ///
    /// @param bodyBytes the length of the request's body
    public int answerBytes(int bodyBytes) {
        return switch (kind) {
            case BYTES, PLAINTEXT, JSON, FILE -> argument;
            case SINK -> 0;
            default -> bodyBytes;
        };
    }

    /// Whether the request's own body comes back.
    public boolean returnsBody() {
        return !kind.isFixed() && kind != OperationKind.BYTES && kind != OperationKind.SINK;
    }

    /// Whether the answer is that of a file, which a server that can send files should take from
    /// [ServedFile#path]; the others have it in memory, as [#answer].
    public boolean isFile() {
        return kind == OperationKind.FILE;
    }

    /// The body of the response; it may be shared with other responses, and is never written to.
    ///
    /// @param body the request's body
    public byte[] answer(byte[] body) {
        if (returnsBody()) {
            return body;
        }
        return kind == OperationKind.SINK ? NOTHING : HttpMirror.content(this);
    }
}
