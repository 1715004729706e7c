package io.heddle.tls;

import static io.heddle.Eventually.eventually;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.heddle.Eventually;
import io.heddle.Requirement;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A peer that we did not write: `openssl s_client`. It ends with the test.
final class SslClient implements AutoCloseable {

    private final Process process;
    private volatile String said = ""; // written by the listening thread
    private volatile boolean hasEnded; // and has said all; likewise

    private SslClient(Process process) {
        this.process = process;
        Thread.ofPlatform().daemon().start(this::listen);
    }

    static SslClient connect(int port, String... options) throws IOException {
        Requirement.hold(isThere(), "the command openssl");
        List<String> command = new ArrayList<>(List.of(options));
        command.addAll(0, List.of("openssl", "s_client", "-connect", "127.0.0.1:" + port));
        return start(command);
    }

    static SslClient connect(Path socket) throws IOException {
        Requirement.hold(isThere(), "the command openssl");
        return start(List.of("openssl", "s_client", "-unix", socket.toString()));
    }

    private static SslClient start(List<String> command) throws IOException {
        return new SslClient(new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    private static boolean isThere() {
        try {
            return new ProcessBuilder("openssl", "version").start().waitFor() == 0;
        } catch (IOException missing) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // by one thread
    private void listen() {
        try (InputStream output = process.getInputStream()) {
            var bytes = new byte[4096];
            for (int count = output.read(bytes); count >= 0; count = output.read(bytes)) {
                said = said + new String(bytes, 0, count, UTF_8);
            }
        } catch (IOException ended) {
            // with it
        }
        hasEnded = true;
    }

    SslClient type(String line) throws IOException {
        process.getOutputStream().write((line + "\n").getBytes(UTF_8));
        process.getOutputStream().flush();
        return this;
    }

    SslClient expect(String text) {
        eventually()
                .failFast("it ended and said:", () -> hasEnded && !said.contains(text))
                .until(() -> said.contains(text));
        return this;
    }

    /// Waits until it has said something so often.
    SslClient expect(String text, int times) {
        eventually().until(() -> said.split(text, -1).length > times);
        return this;
    }

    String said() {
        return said;
    }

    SslClient endInput() throws IOException {
        process.getOutputStream().close();
        return this;
    }

    SslClient awaitEnd() throws InterruptedException {
        if (!process.waitFor(Eventually.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("openssl goes on; it said " + said);
        }
        return this;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
