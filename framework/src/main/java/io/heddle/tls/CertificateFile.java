package io.heddle.tls;

import io.heddle.BadCertificateException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A file with certificates or keys, and what people are told about it.
///
/// @param kind what it is for: `key file`, say
record CertificateFile(String kind, Path path) {

    static final int MAX_BYTES = 1 << 20;

    private static final String CERTIFICATE = "CERTIFICATE";

    BadCertificateException bad(String why, @Nullable Throwable cause) {
        return new BadCertificateException(kind, path, why, cause);
    }

    BadCertificateException bad(String why) {
        return bad(why, null);
    }

    /// All of it, at most [#MAX_BYTES].
    byte[] bytes() throws BadCertificateException {
        if (Files.isDirectory(path)) {
            throw bad("it is a folder");
        }
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw bad("it is longer than %d bytes".formatted(MAX_BYTES));
            }
            return bytes;
        } catch (NoSuchFileException e) {
            throw bad("it does not exist", e);
        } catch (AccessDeniedException e) {
            throw bad("it may not be read by this process", e);
        } catch (BadCertificateException e) {
            throw e;
        } catch (IOException e) {
            throw bad("it cannot be read: " + e.getMessage(), e);
        }
    }

    List<Pem.Block> blocks() throws BadCertificateException {
        byte[] bytes = bytes();
        try {
            return Pem.blocks(bytes);
        } catch (IllegalArgumentException e) {
            throw bad(sentence(e), e.getCause());
        }
    }

    /// The certificates of a PEM file, in their order, at least one.
    List<X509Certificate> certificates() throws BadCertificateException {
        List<X509Certificate> certificates = new ArrayList<>();
        for (Pem.Block block : blocks()) {
            if (block.label().equals(CERTIFICATE)) {
                certificates.add(certificate(block, certificates.size() + 1));
            }
        }
        if (certificates.isEmpty()) {
            throw bad(
                    "there is no certificate in it, which would begin with"
                            + " \"-----BEGIN CERTIFICATE-----\"");
        }
        return certificates;
    }

    private X509Certificate certificate(Pem.Block block, int number)
            throws BadCertificateException {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509")
                            .generateCertificate(new ByteArrayInputStream(block.der()));
        } catch (CertificateException e) {
            throw bad("its certificate %d is damaged".formatted(number), e);
        }
    }

    /// The message of an exception that was made with one.
    static String sentence(RuntimeException e) {
        String message = e.getMessage();
        return message == null ? e.toString() : message;
    }
}
