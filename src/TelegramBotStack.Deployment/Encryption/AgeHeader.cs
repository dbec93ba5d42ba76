using System.Security.Cryptography;
using System.Text;

namespace TelegramBotStack.Deployment.Encryption;

/// <summary>The head of an encrypted file: for whom it is, each with the file key wrapped (age-encryption.org/v1).</summary>
internal static class AgeHeader
{
    private const string Version = "age-encryption.org/v1";
    private const int Columns = 64;
    private const int LongestLine = 4096;
    private const int MostLines = 4096;
    private static readonly byte[] MacInfo = Encoding.ASCII.GetBytes("header");

    public static byte[] Write(byte[] fileKey, IReadOnlyCollection<AgeRecipient> recipients)
    {
        var text = new StringBuilder(Version).Append('\n');
        foreach (var recipient in recipients)
        {
            var (share, body) = AgeStanza.Wrap(fileKey, recipient);
            text.Append("-> ").Append(AgeStanza.Type).Append(' ').Append(Encode(share)).Append('\n').Append(Encode(body)).Append('\n');
        }

        var head = Encoding.ASCII.GetBytes(text.Append("---").ToString());
        return [.. head, .. Encoding.ASCII.GetBytes($" {Encode(Mac(fileKey, head))}\n")];
    }

    /// <summary>Reads to the end of the header, and returns the file key.</summary>
    /// <exception cref="AgeException">It is no header, a damaged one, or for others.</exception>
    public static byte[] Read(Stream source, IReadOnlyCollection<AgeIdentity> identities)
    {
        var head = new StringBuilder();
        if (Line(source) != Version)
        {
            throw new AgeException("It is not encrypted in the age format.") { Problem = AgeProblem.OtherFormat };
        }

        head.Append(Version).Append('\n');
        byte[]? fileKey = null;
        var recipients = 0;
        var line = Line(source);
        for (var lines = 0; !line.StartsWith("---", StringComparison.Ordinal); lines++)
        {
            var words = line.Split(' ');
            if (words.Length < 2 || words[0] != "->" || lines > MostLines)
            {
                throw new AgeException("The header is damaged.");
            }

            head.Append(line).Append('\n');
            var body = new StringBuilder();
            do
            {
                line = Line(source);
                head.Append(line).Append('\n');
                body.Append(line);
            }
            while (line.Length == Columns && body.Length < LongestLine);

            recipients++;
            if (words[1] == AgeStanza.Type && words.Length == 3)
            {
                fileKey ??= identities
                    .Select(identity => AgeStanza.Unwrap(Decode(words[2]), Decode(body.ToString()), identity))
                    .FirstOrDefault(key => key is not null);
            }

            line = Line(source);
        }

        if (fileKey is null)
        {
            throw new AgeException($"It is encrypted for {recipients} recipient(s), and none of them is an identity at hand.") { Problem = AgeProblem.ForOthers };
        }

        head.Append("---");
        var mac = line.StartsWith("--- ", StringComparison.Ordinal) ? Decode(line[4..]) : [];
        return CryptographicOperations.FixedTimeEquals(mac, Mac(fileKey, Encoding.ASCII.GetBytes(head.ToString())))
            ? fileKey
            : throw new AgeException("The header is damaged.");
    }

    private static byte[] Mac(byte[] fileKey, byte[] head) =>
        HMACSHA256.HashData(HKDF.DeriveKey(HashAlgorithmName.SHA256, fileKey, AgeCipher.KeyLength, salt: null, MacInfo), head);

    private static string Encode(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=');

    private static byte[] Decode(string text)
    {
        try
        {
            var bytes = Convert.FromBase64String(text + new string('=', (4 - (text.Length % 4)) % 4));
            return Encode(bytes) == text ? bytes : throw new AgeException("The header is damaged.");
        }
        catch (FormatException error)
        {
            throw new AgeException("The header is damaged.", error);
        }
    }

    private static string Line(Stream source)
    {
        var line = new StringBuilder();
        while (source.ReadByte() is var next and not '\n')
        {
            if (next < 0)
            {
                throw new AgeException("It ends within its header.");
            }

            if (next > 126 || line.Length >= LongestLine)
            {
                throw new AgeException("It is not encrypted in the age format.") { Problem = AgeProblem.OtherFormat };
            }

            line.Append((char)next);
        }

        return line.ToString();
    }
}
