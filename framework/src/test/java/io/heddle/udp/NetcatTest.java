package io.heddle.udp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heddle.Requirement;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Clients that are not ours.
class NetcatTest {

    private static String ask(List<String> command, String question) throws Exception {
        Process process;
        try {
            process = new ProcessBuilder(command).start();
        } catch (IOException notFound) {
            Requirement.hold(false, "the command " + command.getFirst());
            throw notFound;
        }
        try {
            process.getOutputStream().write(question.getBytes(UTF_8));
            process.getOutputStream().flush();
            byte[] answer = process.getInputStream().readNBytes(question.length());
            return new String(answer, UTF_8);
        } finally {
            process.destroyForcibly();
            process.waitFor(10, TimeUnit.SECONDS);
            process.getOutputStream().close();
            process.getInputStream().close();
            process.getErrorStream().close();
        }
    }

    @Test
    void netcatIsAnswered() throws Exception {
        try (var server = DatagramServers.echo()) {
            var command = List.of("nc", "-u", "127.0.0.1", "" + server.port());

            assertEquals("hello\n", ask(command, "hello\n"));
        }
    }

    @Test
    void socatIsAnsweredInASession() throws Exception {
        try (var server = DatagramServers.startSessions(DatagramServers::echo)) {
            var command = List.of("socat", "-", "UDP4:127.0.0.1:" + server.port());

            assertEquals("hello\n", ask(command, "hello\n"));
        }
    }
}
