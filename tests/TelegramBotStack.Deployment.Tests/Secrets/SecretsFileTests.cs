using System.Diagnostics;
using CsCheck;
using TelegramBotStack.Deployment.Encryption;
using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Secrets;

namespace TelegramBotStack.Deployment.Tests.Secrets;

public sealed class SecretsFileTests
{
    private static readonly AgeIdentity Me = AgeIdentity.Create();
    private static readonly SecretsFile Empty = new() { Recipients = [new SecretsRecipient(Me.Recipient, "ada@laptop")] };

    // Whatever UTF-8 can hold.
    private static readonly Gen<string> Values = Gen.String[0, 200].Where(text => !text.Any(char.IsSurrogate));

    [Fact]
    public void What_is_written_is_read_exactly() =>
        Gen.Select(Values, Values, Gen.Bool).Sample((first, second, isStaging) =>
        {
            var environment = isStaging ? "staging" : null;
            var file = (Empty with { Environment = environment }).With("B", first).With("A.key-1", second);
            var read = SecretsFile.Parse(environment, file.Render());
            read.Open("B", [Me]).ShouldBe(first);
            read.Open("A.key-1", [Me]).ShouldBe(second);
            read.Render().ShouldBe(file.Render());
        }, iter: 100);

    [Fact]
    public void Line_ends_of_Windows_and_notes_about_recipients_survive()
    {
        var other = AgeIdentity.Create().Recipient;
        var text = (Empty with { Recipients = [.. Empty.Recipients, new SecretsRecipient(other, Note: null)] }).With("A", "value").Render();
        var read = SecretsFile.Parse(null, text.Replace("\n", "\r\n", StringComparison.Ordinal));

        read.Open("A", [Me]).ShouldBe("value");
        read.Recipients.Select(recipient => recipient.Note).ShouldBe(["ada@laptop", null]);
        read.Render().ShouldBe(text);
    }

    [Fact]
    public void A_value_cannot_be_moved_under_another_name_or_into_another_environment()
    {
        var file = Empty.With("A", "of A").With("B", "of B");
        var swapped = file with { Values = new Dictionary<string, string> { ["A"] = file.Values["B"], ["B"] = file.Values["A"] } };
        Refused(() => SecretsFile.Parse(null, swapped.Render()).Open("A", [Me])).Code.ShouldBe("TBS1107");
        Refused(() => SecretsFile.Parse("production", file.Render()).Open("A", [Me])).Message.ShouldContain("another environment");

        // Nor by a name that looks as if it went on.
        var tricky = Empty with { Environment = "x" };
        Refused(() => (Empty with { Values = tricky.With("A", "value").Values }).Open("A", [Me])).Code.ShouldBe("TBS1107");
    }

    [Fact]
    public void A_changed_letter_of_a_value_is_noticed() =>
        Gen.Select(Gen.Double.Unit, Gen.Int[1, 60]).Sample((where, shift) =>
        {
            var file = Empty.With("A", "value");
            var text = file.Render();
            var from = text.IndexOf("FILE-----\n", StringComparison.Ordinal) + "FILE-----\n".Length;
            var at = from + (int)(where * (text.IndexOf("    -----END", StringComparison.Ordinal) - from - 1));
            const string letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
            var letter = letters.IndexOf(text[at], StringComparison.Ordinal);
            if (letter < 0)
            {
                return;
            }

            var changed = text[..at] + letters[(letter + shift) % letters.Length] + text[(at + 1)..];
            Refused(() => SecretsFile.Parse(null, changed).Open("A", [Me])).Code.ShouldBeOneOf("TBS1105", "TBS1107");
        });

    [Theory]
    [InlineData("secrts:", "secrts is not a known key; did you mean 'secrets'?")]
    [InlineData("  A: plain text", "secrets.A is not an encrypted value")]
    [InlineData("  A: |\n    -----BEGIN AGE ENCRYPTED FILE-----\n    YWdl\n    -----END AGE ENCRYPTED FILE-----\n  A: twice", "is not YAML")]
    [InlineData("  ../x: y", "must be letters")]
    [InlineData("  A: &anchor x\n  B: *anchor", "has an alias")]
    public void What_is_wrong_is_named_with_its_line_and_without_values(string lines, string problem)
    {
        var error = Refused(() => SecretsFile.Parse(null, Empty.Render().Replace("...", lines + "\n...", StringComparison.Ordinal)));
        error.Code.ShouldBe("TBS1105");
        error.Message.ShouldContain(problem);
        error.Message.ShouldContain("deploy.secrets.yaml");
        error.Message.ShouldNotContain("plain text");
    }

    [Fact]
    public async Task The_age_tool_opens_a_value()
    {
        Assert.SkipUnless(
            (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "age"))),
            "the age tool is not installed");
        const string value = "two\nlines $HOME\n";
        var folder = Directory.CreateTempSubdirectory("botstack-age-");
        var (block, key) = (Path.Combine(folder.FullName, "block"), Path.Combine(folder.FullName, "key"));
        await File.WriteAllTextAsync(block, (Empty with { Environment = "staging" }).With("A", value).Values["A"], TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(key, Me.Reveal(), TestContext.Current.CancellationToken);
        using var process = Process.Start(new ProcessStartInfo("age", ["--decrypt", "--identity", key, block]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        folder.Delete(recursive: true);

        output.ShouldBe($"botstack-secret 1\nname: A\nenvironment: staging\n\n{value}", error);
    }

    private static DeploymentException Refused(Action action) => Should.Throw<DeploymentException>(action);
}
