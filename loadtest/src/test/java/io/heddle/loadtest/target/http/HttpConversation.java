package io.heddle.loadtest.target.http;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// One connection to an HTTP server, of which every byte is seen.
final class HttpConversation implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 20_000;

    private final Socket socket;
    private final InputStream input;

    HttpConversation(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        input = new BufferedInputStream(socket.getInputStream());
    }

    /// A response; the names of its headers are in lower case.
    ///
    /// @param headBytes the length of all before the body
    @SuppressWarnings("ArrayRecordComponent") // nobody compares it
    record Response(int status, Map<String, String> headers, byte[] body, int headBytes) {
        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    /// A request, of which `headers` are whole lines.
    static byte[] request(String method, String path, byte[] body, String... headers) {
        var head = new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n");
        if (method.equals("POST")) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        var start = head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
        var whole = new byte[start.length + body.length];
        System.arraycopy(start, 0, whole, 0, start.length);
        System.arraycopy(body, 0, whole, start.length, body.length);
        return whole;
    }

    static byte[] post(String path, String body, String... headers) {
        return request("POST", path, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    static byte[] get(String path, String... headers) {
        return request("GET", path, new byte[0], headers);
    }

    HttpConversation send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        return this;
    }

    HttpConversation send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.UTF_8));
    }

    Response receive() throws IOException {
        return receive(true);
    }

    Response receiveHead() throws IOException {
        return receive(false);
    }

    private Response receive(boolean withBody) throws IOException {
        var statusLine = line();
        int headBytes = statusLine.length() + 2;
        var headers = new TreeMap<String, String>();
        for (var line = line(); !line.isEmpty(); line = line()) {
            headBytes += line.length() + 2;
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        int length = withBody ? Integer.parseInt(headers.getOrDefault("content-length", "0")) : 0;
        var body = input.readNBytes(length);
        if (body.length < length) {
            throw new EOFException("%d of %d bytes".formatted(body.length, length));
        }
        return new Response(
                Integer.parseInt(statusLine.split(" ", -1)[1]), headers, body, headBytes + 2);
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        for (int c = input.read(); c != '\n'; c = input.read()) {
            if (c < 0) {
                throw new EOFException("the server closed after '" + line + "'");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    boolean isAtEnd() throws IOException {
        return input.read() < 0;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
