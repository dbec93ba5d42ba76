using System.Diagnostics;
using System.Text;
using CsCheck;
using TelegramBotStack.Deployment.Encryption;

namespace TelegramBotStack.Deployment.Tests.Encryption;

public sealed class AgeFileTests
{
    private const string WrittenByAge =
        "YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IFgyNTUxOSB2ZEpSVXdKZ0dKUkhFSDJRQm5RN0FPblVqV1l5THEzTFJnYzVSdXVPZW1rCkMxLzFZRm" +
        "1BdTlFK0JzMVRGdmRZUEM5cDFVUE5CT2NNbVNXb0Q2ek5SRncKLS0tIGJvREhkWXRueHpaWkREZWpLM0J3ZjZnM2JLTlJJb2F5T0xLWDF1NEdU" +
        "T3MKx+r0IbjLNq0iYVoL9OxbWoiYxHh8qMsv6IQSE74LYEYLadJmi4SiqHAP3kropHl3v53NYOoEDA==";

    private static readonly AgeIdentity Me = AgeIdentity.Create();

    [Fact]
    public void What_is_encrypted_comes_back_at_every_length_around_the_chunks()
    {
        foreach (var length in (int[])[0, 1, 65_535, 65_536, 65_537, 131_072, 200_000])
        {
            var content = Bytes(length);
            AgeFile.Decrypt(AgeFile.Encrypt(content, [Me.Recipient]), [Me]).ShouldBe(content);
        }
    }

    [Fact]
    public void Each_of_several_recipients_can_read_it()
    {
        AgeIdentity[] people = [Me, AgeIdentity.Create(), AgeIdentity.Create()];
        var encrypted = AgeFile.Encrypt("secret"u8, [.. people.Select(person => person.Recipient)]);
        foreach (var person in people)
        {
            AgeFile.Decrypt(encrypted, [AgeIdentity.Create(), person]).ShouldBe("secret"u8.ToArray());
        }
    }

    [Fact]
    public void Nobody_else_can()
    {
        var error = Should.Throw<AgeException>(() => AgeFile.Decrypt(AgeFile.Encrypt("secret"u8, [Me.Recipient]), [AgeIdentity.Create()]));
        error.Message.ShouldContain("none of them");
    }

    [Fact]
    public void Every_cut_and_every_changed_byte_is_noticed() =>
        Gen.Select(Gen.Int[0, 140_000], Gen.Double.Unit, Gen.Bool).Sample((length, where, isCut) =>
        {
            var content = Bytes(length);
            var encrypted = AgeFile.Encrypt(content, [Me.Recipient]);
            var at = (int)(where * (encrypted.Length - 1));
            byte[] broken = isCut ? encrypted[..at] : [.. encrypted[..at], (byte)(encrypted[at] ^ 1), .. encrypted[(at + 1)..]];
            Should.Throw<AgeException>(() => AgeFile.Decrypt(broken, [Me]));
        });

    [Fact]
    public void Chunks_cannot_change_places()
    {
        var encrypted = AgeFile.Encrypt(Bytes(4 * AgePayload.ChunkLength), [Me.Recipient]);
        var body = encrypted.Length - (4 * AgePayload.SealedLength);
        byte[] swapped =
        [
            .. encrypted[..body],
            .. encrypted[(body + AgePayload.SealedLength)..(body + (2 * AgePayload.SealedLength))],
            .. encrypted[body..(body + AgePayload.SealedLength)],
            .. encrypted[(body + (2 * AgePayload.SealedLength))..],
        ];
        Should.Throw<AgeException>(() => AgeFile.Decrypt(swapped, [Me]));
    }

    [Fact]
    public async Task A_stream_gives_out_what_it_was_given_in_any_pieces()
    {
        var content = Bytes(300_000);
        using var file = new MemoryStream();
        await using (var writing = AgeFile.Encrypt(file, [Me.Recipient]))
        {
            for (var at = 0; at < content.Length; at += 7_001)
            {
                await writing.WriteAsync(content.AsMemory(at, Math.Min(7_001, content.Length - at)), TestContext.Current.CancellationToken);
            }
        }

        file.Position = 0;
        await using var reading = AgeFile.Decrypt(file, [Me]);
        using var read = new MemoryStream();
        await reading.CopyToAsync(read, 5_003, TestContext.Current.CancellationToken);
        read.ToArray().ShouldBe(content);
    }

    [Fact]
    public void The_managed_cipher_and_the_platforms_agree()
    {
        byte[] key = Bytes(32), nonce = Bytes(12);
        AgeCipher.OpenManaged(key, nonce, AgeCipher.Seal(key, nonce, "same"u8)).ShouldBe("same"u8.ToArray());
        AgeCipher.Open(key, nonce, AgeCipher.SealManaged(key, nonce, "same"u8)).ShouldBe("same"u8.ToArray());
        AgeCipher.OpenManaged(key, nonce, Bytes(40)).ShouldBeNull();
    }

    [Fact]
    public void A_file_and_a_key_of_the_age_tool_are_read()
    {
        var identity = AgeIdentity.Parse("AGE-SECRET-KEY-1HQTXXC2EHGFNWPGAVT43A42Z58Y5T2N6LJJ4N5G7RXP9PAFWC2SSVM93XF");
        identity.Recipient.ToString().ShouldBe("age1fvnxmpgn2qlqe8kjfwy8sqsh93lat2e20mas8x4ujt74690akupqumpw4u");
        AgeFile.Decrypt(Convert.FromBase64String(WrittenByAge), [identity]).ShouldBe("written by the age tool"u8.ToArray());
    }

    [Fact]
    public void A_key_is_read_as_it_was_written_and_not_shown()
    {
        AgeIdentity.Parse(Me.Reveal()).Recipient.ShouldBe(Me.Recipient);
        AgeRecipient.Parse(Me.Recipient.ToString()).ShouldBe(Me.Recipient);
        Me.ToString().ShouldNotContain("SECRET");
    }

    [Fact]
    public void A_mistyped_key_is_refused()
    {
        var recipient = Me.Recipient.ToString();
        var wrong = recipient[..^1] + (recipient[^1] == 'q' ? 'p' : 'q');
        AgeRecipient.TryParse(wrong, out _).ShouldBeFalse();
        AgeIdentity.TryParse(Me.Reveal()[..^1], out _).ShouldBeFalse();
        Should.Throw<FormatException>(() => AgeIdentity.Parse("AGE-SECRET-KEY-1HUSH")).Message.ShouldNotContain("HUSH");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(150_000)]
    public async Task The_age_tool_reads_what_is_written_here_and_the_other_way_round(int length)
    {
        Assert.SkipUnless(IsInstalled("age"), "the age tool is not installed");
        var content = Bytes(length);
        using var folder = new TemporaryFolder();
        var identity = folder.Write("identity", Encoding.ASCII.GetBytes(Me.Reveal() + "\n"));
        var ours = folder.Write("ours.age", AgeFile.Encrypt(content, [AgeIdentity.Create().Recipient, Me.Recipient]));
        var plain = folder.Write("plain", content);

        await AgeAsync("-d", "-i", identity, "-o", folder.Path("read"), ours);
        (await File.ReadAllBytesAsync(folder.Path("read"), TestContext.Current.CancellationToken)).ShouldBe(content);

        await AgeAsync("-r", Me.Recipient.ToString(), "-o", folder.Path("theirs.age"), plain);
        AgeFile.Decrypt(await File.ReadAllBytesAsync(folder.Path("theirs.age"), TestContext.Current.CancellationToken), [Me]).ShouldBe(content);
    }

    private static byte[] Bytes(int length)
    {
        var bytes = new byte[length];
        Random.Shared.NextBytes(bytes);
        return bytes;
    }

    private static bool IsInstalled(string tool) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, tool)));

    private static async Task AgeAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("age", arguments) { RedirectStandardError = true })!;
        var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        process.ExitCode.ShouldBe(0, error);
    }

    private sealed class TemporaryFolder : IDisposable
    {
        private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("botstack-age-");

        public string Path(string name) => System.IO.Path.Combine(folder.FullName, name);

        public string Write(string name, byte[] content)
        {
            File.WriteAllBytes(Path(name), content);
            return Path(name);
        }

        public void Dispose() => folder.Delete(recursive: true);
    }
}
