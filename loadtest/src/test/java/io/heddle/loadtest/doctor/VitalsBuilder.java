package io.heddle.loadtest.doctor;

import io.heddle.loadtest.doctor.Vitals.ClockQuality;
import io.heddle.loadtest.doctor.Vitals.Noise;
import io.heddle.loadtest.kernel.Descriptors;
import io.heddle.loadtest.kernel.PortRange;
import io.heddle.loadtest.kernel.Processors;
import org.jspecify.annotations.Nullable;

/// The vitals of a machine in perfect health, until a test says otherwise.
final class VitalsBuilder {
    private @Nullable Descriptors descriptors = new Descriptors(65_536, 65_536);
    private @Nullable PortRange ports = new PortRange(32_768, 60_999);
    private @Nullable Long timeWait = 0L;
    private @Nullable Long somaxconn = 4096L;
    private Processors processors = new Processors("a CPU", 8, 8, "performance", false, false);
    private int cores = 8;
    private boolean taskset = true;
    private @Nullable Double loadAverage = 0.1;
    private Noise noise = new Noise(0.01, 0.0);
    private @Nullable String clockSource = "tsc";
    private ClockQuality clock = new ClockQuality(25, 20, 55_000, 80_000);
    private @Nullable Long available = 8L << 30;
    private @Nullable Long swap = 0L;
    private @Nullable String hugePages = "always [madvise] never";
    private Runtime.Version jdk = Runtime.Version.parse("25.0.3");

    VitalsBuilder descriptors(long most) {
        descriptors = new Descriptors(1024, most);
        return this;
    }

    VitalsBuilder ports(int first, int last) {
        ports = new PortRange(first, last);
        return this;
    }

    VitalsBuilder timeWait(long sockets) {
        timeWait = sockets;
        return this;
    }

    VitalsBuilder somaxconn(long longest) {
        somaxconn = longest;
        return this;
    }

    VitalsBuilder cores(int available) {
        cores = available;
        return this;
    }

    VitalsBuilder processors(int logical, int physical, String governor, boolean turbo) {
        processors = new Processors("a CPU", logical, physical, governor, turbo, false);
        return this;
    }

    VitalsBuilder taskset(boolean exists) {
        taskset = exists;
        return this;
    }

    VitalsBuilder loadAverage(double load) {
        loadAverage = load;
        return this;
    }

    VitalsBuilder noise(double busy, double stolen) {
        noise = new Noise(busy, stolen);
        return this;
    }

    VitalsBuilder clockSource(String source) {
        clockSource = source;
        return this;
    }

    VitalsBuilder clock(long read, long step, long lateP50, long lateP99) {
        clock = new ClockQuality(read, step, lateP50, lateP99);
        return this;
    }

    VitalsBuilder available(long bytes) {
        available = bytes;
        return this;
    }

    VitalsBuilder swap(long bytes) {
        swap = bytes;
        return this;
    }

    VitalsBuilder hugePages(String line) {
        hugePages = line;
        return this;
    }

    VitalsBuilder jdk(String version) {
        jdk = Runtime.Version.parse(version);
        return this;
    }

    /// A system that has none of Linux's files.
    VitalsBuilder silent() {
        descriptors = null;
        ports = null;
        timeWait = null;
        somaxconn = null;
        processors = new Processors(null, 0, 0, null, null, false);
        loadAverage = null;
        noise = new Noise(null, null);
        clockSource = null;
        available = null;
        swap = null;
        hugePages = null;
        return this;
    }

    Vitals build() {
        return new Vitals(
                descriptors,
                ports,
                timeWait,
                somaxconn,
                processors,
                cores,
                taskset,
                loadAverage,
                noise,
                clockSource,
                clock,
                available,
                swap,
                hugePages,
                jdk);
    }
}
