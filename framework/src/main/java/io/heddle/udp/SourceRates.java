package io.heddle.udp;

import io.heddle.AcceptRate;
import io.heddle.internal.limit.AddressRates;
import java.net.InetAddress;
import java.util.concurrent.locks.ReentrantLock;

/// How often each source may send. Any thread.
final class SourceRates {

    /// How many sources are remembered.
    static final int MOST = 65_536;

    private final DatagramLimits limits;
    private final boolean isUnlimited;
    private final long nanosPerDatagram;
    private final ReentrantLock lock = new ReentrantLock();
    private final AddressRates rates = new AddressRates(MOST); // guarded by lock

    SourceRates(DatagramLimits limits) {
        AcceptRate rate = limits.perSource();
        this.limits = limits;
        this.isUnlimited = rate.equals(AcceptRate.UNLIMITED);
        this.nanosPerDatagram = Math.max(1, rate.per().toNanos() / rate.count());
    }

    /// Whether one more may come from an address.
    boolean admits(InetAddress address, long nowNanos) {
        if (isUnlimited) {
            return true;
        }
        lock.lock();
        try {
            return rates.take(
                    address,
                    limits.sourceBits(address),
                    nanosPerDatagram,
                    limits.perSource().burst(),
                    nowNanos);
        } finally {
            lock.unlock();
        }
    }
}
