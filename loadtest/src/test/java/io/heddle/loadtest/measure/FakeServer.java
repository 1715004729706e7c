package io.heddle.loadtest.measure;

import io.heddle.loadtest.process.Server;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A server that is nothing but what a recorder sees of it.
final class FakeServer implements Server {
    OptionalLong pid = OptionalLong.empty();
    BooleanSupplier alive = () -> true;
    @Nullable Supplier<Map<String, String>> counters;
    volatile @Nullable Duration frozen;

    @Override
    public InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
    }

    @Override
    public OptionalLong pid() {
        return pid;
    }

    @Override
    public int cores() {
        return 1;
    }

    @Override
    public boolean controllable() {
        return counters != null;
    }

    @Override
    public Map<String, String> ask(String command) throws IOException {
        if (!alive.getAsBoolean()) {
            throw new IOException("the server ended with status 137");
        }
        var answers = counters;
        return answers == null ? Map.of() : answers.get();
    }

    @Override
    public void freeze(Duration length) {
        frozen = length;
    }

    @Override
    public void terminate() {}

    @Override
    public boolean isAlive() {
        return alive.getAsBoolean();
    }

    @Override
    public Optional<String> obituary() {
        return alive.getAsBoolean() ? Optional.empty() : Optional.of("ended with status 137");
    }

    @Override
    public void close() {}
}
