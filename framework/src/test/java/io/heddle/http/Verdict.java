package io.heddle.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.heddle.Eventually;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What a server makes of some bytes, as their sender sees it. They are followed by a request for
/// `/probe`, which tells where the server thinks that they end.
///
/// @param statuses of the answers, without that to the probe; `nothing` if there are none
record Verdict(String statuses, Ending ending) {

    private static final String PROBE =
            "GET /probe HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
    private static final String ANSWERED = "GET /probe ";
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3})");
    private static final int PATIENCE_MILLIS = (int) Eventually.PATIENCE.toMillis();
    private static final int A_WHILE_MILLIS = 300;
    private static final int CHUNK = 65_536;

    enum Ending {
        /// The probe is answered as well.
        GOES_ON("goes on"),
        /// The connection ends without an answer to the probe.
        ENDS("ends"),
        /// The server wants more bytes; the statuses are those after the stream's end.
        WAITS("waits");

        private final String text;

        Ending(String text) {
            this.text = text;
        }
    }

    /// Reads what [#toString()] writes.
    static Verdict parse(String text) {
        String[] parts = text.split(", ", -1);
        return Arrays.stream(Ending.values())
                .filter(ending -> ending.text.equals(parts[1]))
                .map(ending -> new Verdict(parts[0], ending))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(text));
    }

    /// Asks a server.
    ///
    /// @param expected says whether it is worth while to be patient; the verdict does not depend on
    ///   how fast the machine is
    static Verdict of(InetSocketAddress server, byte[] bytes, Verdict expected) throws IOException {
        boolean waits = false;
        var answers = new ByteArrayOutputStream();
        try (var socket = new Socket(server.getAddress(), server.getPort())) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(expected.ending == Ending.WAITS ? A_WHILE_MILLIS : PATIENCE_MILLIS);
            var wire = new ByteArrayOutputStream();
            wire.writeBytes(bytes);
            wire.writeBytes(PROBE.getBytes(ISO_8859_1));
            try {
                socket.getOutputStream().write(wire.toByteArray());
                readAll(socket, answers);
            } catch (SocketTimeoutException silence) {
                waits = true;
                socket.setSoTimeout(PATIENCE_MILLIS);
                socket.shutdownOutput();
                readAll(socket, answers);
            }
        } catch (SocketException reset) {
            // is an end
        }
        return of(answers.toString(ISO_8859_1), waits);
    }

    private static void readAll(Socket socket, ByteArrayOutputStream into) throws IOException {
        var some = new byte[CHUNK];
        for (int count = 0; count >= 0; count = socket.getInputStream().read(some)) {
            into.write(some, 0, count);
        }
    }

    private static Verdict of(String answers, boolean waits) {
        boolean goesOn = answers.endsWith(ANSWERED);
        String others = goesOn ? answers.substring(0, answers.lastIndexOf("HTTP/1.")) : answers;
        String statuses =
                STATUS.matcher(others)
                        .results()
                        .map(found -> found.group(1))
                        .collect(Collectors.joining(" "));
        Ending ending = waits ? Ending.WAITS : goesOn ? Ending.GOES_ON : Ending.ENDS;
        return new Verdict(statuses.isEmpty() ? "nothing" : statuses, ending);
    }

    /// Whether the last answer is an error.
    boolean isRefusal() {
        return statuses.matches(".*[45]\\d\\d");
    }

    @Override
    public String toString() {
        return statuses + ", " + ending.text;
    }
}
