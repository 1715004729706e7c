package io.heddle.client;

import io.heddle.LookupFailedException;
import io.heddle.LookupFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/// Finds the addresses of a host. One serves any number of threads.
///
/// It blocks its caller and may be slow, or never answer: [CachingResolver] keeps callers and
/// carriers from that.
@FunctionalInterface
public interface Resolver {

    /// Finds the addresses of a host.
    ///
    /// @param host a name, or an address in its usual form
    /// @return at least one, of both families, the best first in the resolver's opinion
    /// @throws LookupFailedException if there is no such host, or no answer
    /// @throws IOException if something else is wrong
    List<InetAddress> resolve(String host) throws IOException;

    /// The system's own, with all that it goes by (files, name servers), and the JDK's cache. While
    /// it waits it takes a carrier from all virtual threads, and no interrupt ends that: call it
    /// through a [CachingResolver].
    static Resolver system() {
        return host -> {
            try {
                return List.of(InetAddress.getAllByName(host));
            } catch (UnknownHostException e) {
                throw new LookupFailedException(host, LookupFailure.NOT_FOUND, "no such host", e);
            }
        };
    }
}
