package io.heddle.tls;

import io.heddle.tls.Pem.Block;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.jspecify.annotations.Nullable;

/// Private keys from PEM blocks: PKCS #8 ([RFC 5958](https://www.rfc-editor.org/rfc/rfc5958)),
/// encrypted or not, PKCS #1 ([RFC 8017](https://www.rfc-editor.org/rfc/rfc8017)) and SEC 1 ([RFC
/// 5915](https://www.rfc-editor.org/rfc/rfc5915)).
final class PrivateKeys {

    private static final String ENCRYPTED = "ENCRYPTED PRIVATE KEY";
    private static final String PARAMETERS = "EC PARAMETERS";

    private static final byte[] VERSION_0 = {Der.INTEGER, 1, 0};
    private static final byte[] RSA = oid("2a864886f70d010101");
    private static final byte[] EC = oid("2a8648ce3d0201");

    /// What the JDK calls the keys of an object identifier.
    private static final Map<String, String> ALGORITHMS =
            Map.of(
                    "2a864886f70d010101", "RSA",
                    "2a864886f70d01010a", "RSASSA-PSS",
                    "2a8648ce3d0201", "EC",
                    "2b6570", "EdDSA", // Ed25519
                    "2b6571", "EdDSA"); // Ed448

    private PrivateKeys() {}

    static boolean isKey(Block block) {
        return block.label().endsWith("PRIVATE KEY");
    }

    /// The one key among the blocks.
    ///
    /// @param password of an encrypted key; null: there is none
    /// @throws IllegalArgumentException with a sentence, if there is not exactly one, or no use of
    ///   it
    static PrivateKey only(List<Block> blocks, char @Nullable [] password) {
        List<Block> keys = blocks.stream().filter(PrivateKeys::isKey).toList();
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("there is no private key in it");
        }
        if (keys.size() > 1) {
            throw new IllegalArgumentException(
                    "there are %d private keys in it, expected 1".formatted(keys.size()));
        }
        Block key = keys.getFirst();
        if (key.hasHeaders()) {
            throw new IllegalArgumentException(
                    "its key is encrypted in OpenSSL's old way; convert it with"
                            + " \"openssl pkcs8 -topk8\"");
        }
        try {
            return switch (key.label()) {
                case "PRIVATE KEY" -> pkcs8(key.der());
                case "RSA PRIVATE KEY" -> pkcs8(wrapped(RSA, new byte[] {Der.NULL, 0}, key.der()));
                case "EC PRIVATE KEY" -> pkcs8(wrapped(EC, curve(key, blocks), key.der()));
                case ENCRYPTED -> pkcs8(decrypted(key.der(), password));
                default ->
                        throw new IllegalArgumentException(
                                "its key is of a kind that is not known here, " + key.label());
            };
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("its private key cannot be read", e);
        }
    }

    private static PrivateKey pkcs8(byte[] der) throws GeneralSecurityException {
        try {
            ByteBuffer info = Der.take(ByteBuffer.wrap(der), Der.SEQUENCE);
            Der.take(info, Der.INTEGER);
            ByteBuffer oid = Der.take(Der.take(info, Der.SEQUENCE), Der.OBJECT);
            String algorithm = ALGORITHMS.get(HexFormat.of().formatHex(Der.bytes(oid)));
            if (algorithm == null) {
                throw new InvalidKeyException("neither RSA nor EC nor EdDSA");
            }
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
        } finally {
            Arrays.fill(der, (byte) 0);
        }
    }

    /// PKCS #8 around a key of an older form.
    private static byte[] wrapped(byte[] algorithm, byte[] parameters, byte[] key) {
        return Der.value(
                Der.SEQUENCE,
                VERSION_0,
                Der.value(Der.SEQUENCE, algorithm, parameters),
                Der.value(Der.OCTETS, key));
    }

    /// The curve of a key of SEC 1: in it, or else in a block of its own.
    private static byte[] curve(Block key, List<Block> blocks) throws InvalidKeyException {
        ByteBuffer fields = Der.take(ByteBuffer.wrap(key.der()), Der.SEQUENCE);
        Der.take(fields, Der.INTEGER);
        Der.take(fields, Der.OCTETS);
        if (Der.isNext(fields, Der.CONTEXT_0)) {
            return Der.bytes(Der.take(fields, Der.CONTEXT_0));
        }
        return blocks.stream()
                .filter(block -> block.label().equals(PARAMETERS))
                .findFirst()
                .map(Block::der)
                .orElseThrow(() -> new InvalidKeyException("it does not say its curve"));
    }

    private static byte[] decrypted(byte[] der, char @Nullable [] password)
            throws GeneralSecurityException {
        if (password == null) {
            throw new IllegalArgumentException("its key is encrypted, and no password is given");
        }
        var spec = new PBEKeySpec(password);
        try {
            var info = new EncryptedPrivateKeyInfo(der);
            // PBES2 names its parts in the parameters alone
            String scheme =
                    info.getAlgName().contains("PBES2") || info.getAlgName().startsWith("1.")
                            ? info.getAlgParameters().toString()
                            : info.getAlgName();
            SecretKey secret = SecretKeyFactory.getInstance(scheme).generateSecret(spec);
            Cipher cipher = Cipher.getInstance(scheme);
            cipher.init(Cipher.DECRYPT_MODE, secret, info.getAlgParameters());
            try {
                return info.getKeySpec(cipher).getEncoded();
            } catch (GeneralSecurityException e) {
                throw new IllegalArgumentException("the password of its key is wrong", e);
            }
        } catch (IOException e) {
            throw new InvalidKeyException("it is not encrypted as PKCS #8 wants it", e);
        } finally {
            spec.clearPassword();
        }
    }

    private static byte[] oid(String hex) {
        return Der.value(Der.OBJECT, HexFormat.of().parseHex(hex));
    }
}
