package io.heddle.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.heddle.Endpoint;
import io.heddle.Requirement;
import io.heddle.tls.TestCertificates;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A server that we did not write: `openssl s_server`, which sends each line back in reverse.
final class OpenSslServer implements AutoCloseable {

    private static final Pattern ACCEPTS = Pattern.compile("ACCEPT .*:([0-9]+)");

    private final Process process;
    private final int port;

    private OpenSslServer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static OpenSslServer start(TestCertificates own, String... options) throws IOException {
        List<String> command =
                new ArrayList<>(List.of("openssl", "s_server", "-accept", "127.0.0.1:0", "-rev"));
        command.addAll(List.of("-cert", own.certificateFile().toString()));
        command.addAll(List.of("-key", own.keyFile().toString()));
        command.addAll(List.of(options));
        @Nullable Process process = start(command);
        Requirement.hold(process != null, "the command openssl");
        var said = new StringBuilder();
        try {
            var output = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                said.append(line).append('\n');
                Matcher accepts = ACCEPTS.matcher(line);
                if (accepts.matches()) {
                    return new OpenSslServer(process, Integer.parseInt(accepts.group(1)));
                }
            }
        } catch (IOException | RuntimeException e) {
            process.destroyForcibly();
            throw e;
        }
        throw new IllegalStateException("openssl s_server ended and said " + said);
    }

    private static @Nullable Process start(List<String> command) {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException missing) {
            return null;
        }
    }

    Endpoint named(String host) {
        return Endpoint.parse(host + ":" + port);
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        process.getInputStream().close();
    }
}
