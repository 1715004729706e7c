package io.heddle.tls;

import io.heddle.BadCertificateException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SNIMatcher;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/// The certificates that a server shows, or a client, read from their sources and read again
/// whenever wanted.
///
/// **A reload concerns new handshakes only.** Connections go on as they are; who comes back with a
/// session from before shakes hands in full. A certificate and its key are read and checked
/// together before they are shown, and where that fails the old ones stay.
///
/// Any thread. One object may serve any number of transports.
public final class Certificates {

    private static final String DEFAULT = "default";

    private final CertificateConfig config;
    private final List<CertificateSlot> byDefault;
    private final Map<String, List<CertificateSlot>> byName;
    private final List<CertificateSlot> all = new ArrayList<>(); // complete once constructed
    private final LongAdder replaced = new LongAdder();
    private final LongAdder failed = new LongAdder();

    // what handshakes may still be about to use; guarded by retiredLock
    private final Map<String, Identity> retired = new WeakHashMap<>();
    private final ReentrantLock retiredLock = new ReentrantLock();

    private Certificates(CertificateConfig config) throws BadCertificateException {
        this.config = config;
        this.byDefault = slots(DEFAULT, config.byDefault());
        Map<String, List<CertificateSlot>> names = new LinkedHashMap<>();
        for (Map.Entry<String, List<CertificateSource>> entry : config.byName().entrySet()) {
            names.put(entry.getKey(), slots(entry.getKey(), entry.getValue()));
        }
        this.byName = Map.copyOf(names);
    }

    private List<CertificateSlot> slots(String name, List<CertificateSource> sources)
            throws BadCertificateException {
        List<CertificateSlot> slots = new ArrayList<>();
        for (CertificateSource source : sources) {
            String numbered = slots.isEmpty() ? name : name + "#" + (slots.size() + 1);
            slots.add(new CertificateSlot(all.size(), numbered, source));
            all.add(slots.getLast());
        }
        return List.copyOf(slots);
    }

    /// Reads one certificate for all.
    ///
    /// @throws BadCertificateException with a plain sentence, if it cannot be used
    public static Certificates of(CertificateSource byDefault) throws BadCertificateException {
        return of(CertificateConfig.of(byDefault));
    }

    /// Reads all certificates of a configuration.
    ///
    /// @throws BadCertificateException with a plain sentence, if one cannot be used
    /// @throws IllegalArgumentException if there are none
    public static Certificates of(CertificateConfig config) throws BadCertificateException {
        if (config.byDefault().isEmpty() && config.byName().isEmpty()) {
            throw new IllegalArgumentException("no certificates");
        }
        return new Certificates(config);
    }

    /// Reads all sources again, and shows from now on what is good and has changed. Tells the
    /// observer. Blocks as long as reading takes.
    public ReloadReport reload() {
        List<CertificateSnapshot> changed = new ArrayList<>();
        List<BadCertificateException> failures = new ArrayList<>();
        for (CertificateSlot slot : all) {
            try {
                if (reload(slot)) {
                    changed.add(slot.snapshot());
                }
            } catch (BadCertificateException e) {
                failures.add(e);
                keep(slot, e);
            }
        }
        return new ReloadReport(changed, failures);
    }

    /// Reads one again.
    ///
    /// @return whether something else is shown from now on
    boolean reload(CertificateSlot slot) throws BadCertificateException {
        CertificateSlot.Shown read = slot.read();
        CertificateSlot.Shown before = slot.show(read, this::retire);
        if (before == null) {
            return false;
        }
        replaced.increment();
        tell(() -> config.observer().replaced(slot.snapshot(before), slot.snapshot(read)));
        return true;
    }

    /// Counts and tells that a certificate could not be replaced.
    void keep(CertificateSlot slot, BadCertificateException failure) {
        failed.increment();
        tell(() -> config.observer().reloadFailed(slot.snapshot(), failure));
    }

    private static void tell(Runnable event) {
        try {
            event.run();
        } catch (RuntimeException | Error e) {
            Thread thread = Thread.currentThread();
            thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
        }
    }

    /// Looks at the files of all sources from time to time, and reloads what has changed.
    ///
    /// @param every how often, 10 ms to 1 day; a second is a good value
    /// @return what ends it; as an observer of a server it ends with that server
    public CertificateWatch watch(Duration every) {
        return new CertificateWatch(this, every);
    }

    /// What is shown now: the default certificates first, names in the order of the configuration.
    public List<CertificateSnapshot> snapshots() {
        return all.stream().map(CertificateSlot::snapshot).toList();
    }

    /// How often a certificate was replaced.
    public long replaced() {
        return replaced.sum();
    }

    /// How often one was kept because what should replace it could not be used.
    public long failed() {
        return failed.sum();
    }

    List<CertificateSlot> slots() {
        return all;
    }

    X509ExtendedKeyManager keyManager() {
        return new CertificateKeyManager(this);
    }

    SNIMatcher matcher() {
        return new KnownNames(this);
    }

    /// What may be shown to who asks for a server by that name.
    ///
    /// @param name as compared ([HostName#of]), or null: no server was named
    /// @return empty if that is refused
    List<CertificateSlot> forServer(@Nullable String name) {
        if (name == null) {
            return byDefault;
        }
        List<CertificateSlot> exact = byName.get(name);
        if (exact != null) {
            return exact;
        }
        String wildcard = HostName.wildcardFor(name);
        List<CertificateSlot> wide = wildcard == null ? null : byName.get(wildcard);
        if (wide != null) {
            return wide;
        }
        return config.unknownNames() == UnknownNames.USE_DEFAULT ? byDefault : List.of();
    }

    /// What was chosen under an alias, also if something else is shown since.
    @Nullable Identity identity(String alias) {
        CertificateSlot.Shown shown = all.get(CertificateSlot.indexIn(alias)).shown();
        if (shown.alias().equals(alias)) {
            return shown.identity();
        }
        retiredLock.lock();
        try {
            return retired.get(alias);
        } finally {
            retiredLock.unlock();
        }
    }

    /// A handshake takes an alias, and with it the key and the chain. Whoever holds the alias keeps
    /// what it stands for; nobody else does.
    private void retire(CertificateSlot.Shown shown) {
        retiredLock.lock();
        try {
            retired.put(shown.alias(), shown.identity());
        } finally {
            retiredLock.unlock();
        }
    }
}
