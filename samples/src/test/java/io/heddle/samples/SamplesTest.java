package io.heddle.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SamplesTest {

    @Test
    void helloIsEchoed() throws Exception {
        try (var echo = SampleProcess.start("echo", "--port", "0")) {
            String port = "" + echo.readPort();

            var hello = SampleProcess.run("hello", "--host", "localhost", "--port", port);

            assertEquals(new SampleProcess.Result(0, "Received: Hello, Server!\n", ""), hello);
        }
    }

    @Test
    void echoPrintsOneLineAndAnotherWhenAskedToEnd() throws Exception {
        try (var echo = SampleProcess.start("echo", "--host=127.0.0.1", "--port=0")) {
            String line = echo.readLine();
            int port = SampleProcess.portOf(line);
            try (var peer = new Socket(InetAddress.getLoopbackAddress(), port)) {
                peer.getOutputStream().write(42);
                assertEquals(42, peer.getInputStream().read());
            }

            echo.terminate();

            assertTrue(line.startsWith("listening on 127.0.0.1:"), line);
            String last = echo.result().output(); // the peer has left, which may not be known yet
            assertTrue(last.matches("drained [01], forced 0\n"), last);
        }
    }

    @Test
    void echoSaysInOneLineThatThePortIsTaken() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = String.valueOf(taken.getLocalPort());

            var echo = SampleProcess.run("echo", "--host", "127.0.0.1", "--port", port);

            assertEquals(1, echo.exitCode());
            assertEquals(
                    List.of("cannot listen on 127.0.0.1:" + port + ": Address already in use"),
                    echo.errors().lines().toList());
        }
    }

    @Test
    void helloSaysInOneLineThatNobodyListens() throws Exception {
        int free;
        try (var unused = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = unused.getLocalPort();
        }

        var hello = SampleProcess.run("hello", "--host", "127.0.0.1", "--port", "" + free);

        assertEquals(1, hello.exitCode());
        assertEquals(
                List.of("nobody listens on 127.0.0.1:" + free + " (Connection refused)"),
                hello.errors().lines().toList());
    }

    @Test
    void helloSaysInOneLineThatTheHostIsUnknown() throws Exception {
        var hello = SampleProcess.run("hello", "--host", "no-such-host.invalid");

        assertEquals(1, hello.exitCode());
        assertEquals(List.of("unknown host no-such-host.invalid"), hello.errors().lines().toList());
    }

    @Test
    void helloIsEchoedOverUdp() throws Exception {
        try (var echo = SampleProcess.start("echo", "--udp", "--host=127.0.0.1", "--port=0")) {
            String line = echo.readLine();
            String port = "" + SampleProcess.portOf(line);

            var hello = SampleProcess.run("hello", "--udp", "--host=127.0.0.1", "--port", port);

            assertEquals("listening on udp:127.0.0.1:" + port, line);
            assertEquals(new SampleProcess.Result(0, "Received: Hello, Server!\n", ""), hello);
        }
    }

    @Test
    void helloSaysInOneLineThatNobodyAnswersOverUdp() throws Exception {
        try (var silent = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            int free;
            try (var unused = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
                free = unused.getLocalPort();
            }
            String port = "" + silent.getLocalPort();

            var unheard = SampleProcess.run("hello", "--udp", "--host=127.0.0.1", "--port", port);
            var refused =
                    SampleProcess.run("hello", "--udp", "--host=127.0.0.1", "--port", "" + free);

            assertEquals(
                    new SampleProcess.Result(
                            1, "", "nobody answers on udp:127.0.0.1:" + port + "\n"),
                    unheard);
            assertEquals(
                    new SampleProcess.Result(
                            1,
                            "",
                            "nobody listens on udp:127.0.0.1:" + free + " (port unreachable)\n"),
                    refused);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "echo --port 65536 | option --port must be a number from 0 to 65535, was 65536",
                "echo --port x | option --port must be a number from 0 to 65535, was x",
                "hello --port 0 | option --port must be a number from 1 to 65535, was 0",
                "echo --port | option --port needs a value, had none",
                "echo --prot 1 | option must be one of --at-limit, --delay, --first-byte, --grace, --host,"
                        + " --idle, --lifetime, --max-connections, --metrics-port, --min-rate,"
                        + " --per-address, --port, --proxy-protocol, --tls, --tls-demo, --trust, --udp, --unix, --write,"
                        + " was --prot",
                "fanout --idle 1s | option must be one of --deadline, --host, --port, was --idle",
                "hello --ca x | option --ca needs --tls",
                "echo --unix x --port 1 | option --unix goes without --host and --port",
                "echo --tls a | option --tls needs 2 values, had a",
                "echo --proxy-protocol maybe | option --proxy-protocol must be required, was maybe",
                "echo --proxy-protocol required | option --proxy-protocol needs --trust CIDR, had none",
                "proxy --port 0 | option --to needs a value, had none",
                "proxy --to x | cannot read the address 'x': there is no port",
                "proxy --to udp:x:1 | option --to must be of a stream, was udp:x:1",
                "proxy --to x:1 --send-proxy v3 | option --send-proxy must be v1 or v2, was v3",
                "echo --udp --unix x | option --udp goes without --unix",
                "echo --udp --tls-demo | option --udp goes without --tls-demo",
                "echo --udp --proxy-protocol required | option --udp goes without --proxy-protocol",
                "hello --udp --tls | option --udp goes without --tls",
                "dns --port 0 | option --forward needs a value, had none",
                "dns --forward unix:x | option --forward must be HOST:PORT, was unix:x",
                "echo 2520 | option must begin with --, was 2520",
                "ehco | sample must be one of chat, dns, echo, fanout, hello, http, ping, proxy, showcase, was ehco",
                "chat --port x | option --port must be a number from 0 to 65535, was x",
                "chat --root x | option must be one of --port, was --root",
                "http --root no-such-directory | root must be a directory, was no-such-directory",
                "showcase | name a listener: --echo, --echo-tls, --echo-unix, --http, --http-proxied,"
                        + " --http-unix, --https, --udp",
                "showcase --http | option --http needs a value, had none",
                "showcase --http x | option --http must be a number from 0 to 65535, was x",
                "showcase --http 1 2 | option --http takes one value, had 1 2",
                "showcase --port 1 | option must be one of --echo, --echo-tls, --echo-unix, --http,"
                        + " --http-proxied, --http-unix, --https, --udp, was --port",
                "ping | name a host: ping HOST [-c N] [-i D] [-6]",
                "ping a b | name one host, was a b",
                "ping a -c 0 | option -c must be a number from 1 to 1000000, was 0",
                "ping a -c | option -c needs a value, had none",
                "ping a -i 1d | option -i must be a duration such as 500ms, 2s, 1m or 1h, was 1d",
                "ping a -i 0 | option -i must be 10ms to 1h, was 0",
                "ping a -x | option must be one of -6, -c, -i, was -x",
            })
    void refusesWrongArgumentsInOneLine(String arguments, String message) throws Exception {
        var result = SampleProcess.run(arguments.split(" ", -1));

        assertEquals(2, result.exitCode());
        assertEquals(List.of(message), result.errors().lines().toList());
        assertEquals("", result.output());
    }
}
