package io.heddle.http.websocket;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;

/// One case, said to any server over a socket.
public final class FrameDialogue {

    private static final int PATIENCE_MILLIS = 10_000;

    private final Socket socket;
    private final ByteArrayOutputStream answered = new ByteArrayOutputStream();

    private FrameDialogue(Socket socket) {
        this.socket = socket;
    }

    /// What the server answers.
    ///
    /// @param piece how many bytes go at a time
    public static List<String> with(InetSocketAddress server, FrameCase said, int piece)
            throws IOException, InterruptedException {
        try (var socket = connect(server)) {
            return new FrameDialogue(socket).answers(said, piece);
        }
    }

    /// The same over TLS, to a server that is called localhost.
    static List<String> overTls(
            SSLContext trust, InetSocketAddress server, FrameCase said, int piece)
            throws IOException, InterruptedException {
        try (var socket =
                trust.getSocketFactory()
                        .createSocket(connect(server), "localhost", server.getPort(), true)) {
            return new FrameDialogue(socket).answers(said, piece);
        }
    }

    private static Socket connect(InetSocketAddress server) throws IOException {
        var socket = new Socket();
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.connect(server, PATIENCE_MILLIS);
        return socket;
    }

    private List<String> answers(FrameCase said, int piece)
            throws IOException, InterruptedException {
        socket.getOutputStream().write(said.handshake());
        boolean isSilent = !readUntil("\r\n\r\n");
        Thread writer = Thread.ofVirtual().start(() -> write(said, piece));
        isSilent |= !readUntil(null);
        socket.close(); // wakes the writer
        writer.join();
        List<String> answers = new ArrayList<>(Answers.of(answered.toByteArray(), said.hasOffer()));
        if (isSilent) {
            answers.add("!silence");
        }
        return answers;
    }

    private void write(FrameCase said, int piece) {
        byte[] bytes = said.bytes();
        try {
            var output = socket.getOutputStream();
            for (int at = 0; at < bytes.length; at += piece) {
                output.write(bytes, at, Math.min(piece, bytes.length - at));
            }
            if (said.isCut()) {
                socket.shutdownOutput();
            }
        } catch (IOException hasEnded) {
            // by the server, which may do so; what it said before matters
        }
    }

    /// Reads until the bytes end so, or there are no more.
    ///
    /// @return false if the server says nothing
    private boolean readUntil(String end) throws IOException {
        try {
            var chunk = new byte[end == null ? 65_536 : 1];
            int count = 0;
            while (count >= 0 && !endsWith(end)) {
                answered.write(chunk, 0, count);
                count = endsWith(end) ? 0 : socket.getInputStream().read(chunk);
            }
            return true;
        } catch (SocketTimeoutException isSilent) {
            return false;
        } catch (SocketException | SSLException reset) {
            return true; // an end, too
        }
    }

    private boolean endsWith(String end) {
        return end != null && answered.toString(StandardCharsets.ISO_8859_1).endsWith(end);
    }
}
