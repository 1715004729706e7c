package io.heddle.loadtest.process;

import java.net.SocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// A server that runs already: nothing of it is ours, so nothing of it is touched.
final class RunningServer implements Server {
    private final SocketAddress address;

    RunningServer(SocketAddress address) {
        this.address = address;
    }

    @Override
    public SocketAddress address() {
        return address;
    }

    @Override
    public OptionalLong pid() {
        return OptionalLong.empty();
    }

    @Override
    public int cores() {
        return 0;
    }

    @Override
    public boolean controllable() {
        return false;
    }

    @Override
    public Map<String, String> ask(String command) throws ServerFailedException {
        throw notOurs("asked for '%s'".formatted(command));
    }

    @Override
    public void freeze(Duration length) throws ServerFailedException {
        throw notOurs("stopped");
    }

    @Override
    public void terminate() throws ServerFailedException {
        throw notOurs("ended");
    }

    @Override
    public boolean isAlive() {
        return true;
    }

    @Override
    public Optional<String> obituary() {
        return Optional.empty();
    }

    /// Does nothing.
    @Override
    public void close() {}

    private ServerFailedException notOurs(String wish) {
        return new ServerFailedException(
                "the server on %s was not started here and cannot be %s"
                        .formatted(Addresses.print(address), wish));
    }
}
