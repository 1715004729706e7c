package io.heddle.loadtest.client.protocol;

import io.heddle.loadtest.client.Endpoint;
import io.heddle.loadtest.wire.HttpMirror;
import io.heddle.loadtest.wire.Operation;
import io.heddle.loadtest.wire.OperationKind;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// The head of the HTTP requests for one operation, ready but for the stamp.
final class HttpRequest {
    private static final int KIB = 1024;
    private static final int STAMP_DIGITS = 16;
    private static final int NO_STAMP = -1;
    private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private final byte[] head;
    private final int stampAt;
    private final int bodyBytes;

    private HttpRequest(String beforeStamp, boolean stamped, int bodyBytes) {
        var digits = stamped ? "0".repeat(STAMP_DIGITS) + "\r\n" : "";
        head = (beforeStamp + digits + "\r\n").getBytes(StandardCharsets.US_ASCII);
        stampAt = stamped ? beforeStamp.length() : NO_STAMP;
        this.bodyBytes = bodyBytes;
    }

    /// What asks a server of ours for an operation.
    ///
    /// @throws IllegalArgumentException if HTTP knows no such operation
    static HttpRequest of(Endpoint endpoint, Operation operation) {
        if (operation.kind().isFixed()) {
            return get(endpoint, HttpMirror.pathOf(operation.kind()));
        }
        int bodyBytes = operation.kind() == OperationKind.BYTES ? 0 : operation.requestBytes();
        var length =
                operation.kind() == OperationKind.BYTES
                        ? ""
                        : "Content-Length: " + bodyBytes + "\r\n";
        return new HttpRequest(
                "%s HTTP/1.1\r\nHost: %s\r\n%sStamp: "
                        .formatted(methodAndPath(operation), host(endpoint), length),
                true,
                bodyBytes);
    }

    /// What asks any server for the endpoint's own path.
    static HttpRequest ofPath(Endpoint endpoint) {
        return get(endpoint, endpoint.path());
    }

    private static HttpRequest get(Endpoint endpoint, String path) {
        return new HttpRequest(
                "GET %s HTTP/1.1\r\nHost: %s\r\n".formatted(path, host(endpoint)), false, 0);
    }

    static String host(Endpoint endpoint) {
        if (!(endpoint.address() instanceof InetSocketAddress address)) {
            return "localhost";
        }
        var host = address.getHostString();
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + address.getPort();
    }

    private static String methodAndPath(Operation operation) {
        return switch (operation.kind()) {
            case ECHO -> "POST /echo";
            case DELAY -> "POST /delay/" + operation.argument();
            case BURN -> "POST /burn/" + operation.argument();
            case BYTES -> "GET /bytes/" + operation.argument() * KIB;
            case SINK -> "POST /sink";
            case BACKEND -> "POST /backend/" + operation.calls() + "/" + operation.argument();
            case SUBSCRIBE, PUBLISH, PLAINTEXT, JSON, FILE ->
                    throw new IllegalArgumentException(
                            "HTTP knows requests with one reply each alone, was "
                                    + operation.kind());
        };
    }

    int headBytes() {
        return head.length;
    }

    int bodyBytes() {
        return bodyBytes;
    }

    /// Puts the head's bytes from `offset` on, as many as fit.
    void putHead(long stamp, int offset, ByteBuffer target) {
        int start = target.position() - offset;
        int count = Math.min(head.length - offset, target.remaining());
        target.put(head, offset, count);
        if (stampAt == NO_STAMP) {
            return;
        }
        int from = Math.max(stampAt, offset);
        int end = Math.min(stampAt + STAMP_DIGITS, offset + count);
        for (int i = from; i < end; i++) {
            int shift = Long.SIZE - 4 - 4 * (i - stampAt);
            target.put(start + i, DIGITS[(int) (stamp >>> shift) & 0xF]);
        }
    }
}
