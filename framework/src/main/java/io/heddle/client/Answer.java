package io.heddle.client;

import io.heddle.LookupFailedException;
import io.heddle.LookupFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What came of a lookup.
sealed interface Answer {

    /// What the one who asked gets: each an exception of its own.
    List<InetAddress> give(String host) throws LookupFailedException;

    /// The host has addresses.
    record Found(List<InetAddress> addresses) implements Answer {
        @Override
        public List<InetAddress> give(String host) {
            return addresses;
        }
    }

    /// There is no answer.
    record Failed(LookupFailure failure, String detail, @Nullable Throwable cause)
            implements Answer {
        @Override
        public List<InetAddress> give(String host) throws LookupFailedException {
            throw new LookupFailedException(host, failure, detail, cause);
        }
    }

    /// Asks a resolver. Whatever it does or throws becomes an answer.
    static Answer of(Resolver resolver, String host) {
        try {
            List<InetAddress> addresses = List.copyOf(resolver.resolve(host));
            return addresses.isEmpty()
                    ? new Failed(LookupFailure.NOT_FOUND, "it has no address", null)
                    : new Found(addresses);
        } catch (LookupFailedException e) {
            return new Failed(e.reason(), detail(e), e);
        } catch (IOException | RuntimeException | Error e) {
            return new Failed(LookupFailure.BROKEN, String.valueOf(e), e);
        }
    }

    private static String detail(LookupFailedException failure) {
        return failure.reason() == LookupFailure.NOT_FOUND
                ? "no such host"
                : String.valueOf(failure.getMessage());
    }
}
