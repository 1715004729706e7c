package io.heddle.tls;

import io.heddle.BadCertificateException;
import io.heddle.tls.Pem.Block;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A chain of certificates and a key, each in a PEM file.
final class PemFiles implements CertificateSource {

    private final CertificateFile chain;
    private final CertificateFile key;
    private final char @Nullable [] password;

    PemFiles(Path chain, Path key, char @Nullable [] password) {
        this.chain = new CertificateFile("certificate file", chain);
        this.key = new CertificateFile("key file", key);
        this.password = password;
    }

    @Override
    public Identity read() throws BadCertificateException {
        List<X509Certificate> certificates = chain.certificates();
        PrivateKey privateKey = privateKey();
        String trouble = ChainCheck.trouble(certificates);
        if (trouble != null) {
            throw chain.bad(trouble);
        }
        if (!ChainCheck.isPair(privateKey, certificates.getFirst())) {
            throw key.bad("it does not belong to the certificate in " + chain.path());
        }
        return new Identity(privateKey, certificates);
    }

    private PrivateKey privateKey() throws BadCertificateException {
        List<Block> blocks = key.blocks();
        try {
            return PrivateKeys.only(blocks, password);
        } catch (IllegalArgumentException e) {
            throw key.bad(CertificateFile.sentence(e), e.getCause());
        } finally {
            blocks.forEach(Block::wipe);
        }
    }

    @Override
    public List<Path> files() {
        return Stream.of(chain.path(), key.path()).distinct().toList();
    }

    @Override
    public String toString() {
        return "PEM files " + chain.path() + " and " + key.path();
    }
}
