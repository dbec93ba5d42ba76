using System.Text;
using TelegramBotStack.Deployment.Encryption;
using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Operations;
using TelegramBotStack.Deployment.Secrets;

namespace TelegramBotStack.Deployment.Tests.Secrets;

public sealed class SecretsSetTests : IDisposable
{
    private readonly SecretsRepository repository = new();

    public void Dispose() => repository.Dispose();

    [Fact]
    public async Task The_first_secret_makes_the_file_and_the_identity_and_says_where_it_is()
    {
        var notes = new List<string>();
        var report = await repository.Set("API_KEY", "hush hush", notes: notes);

        report.ShouldBe(new SecretsSetReport("API_KEY", "deploy.secrets.yaml", Changed: true, Recipients: 1));
        notes.Single().ShouldContain(repository.IdentityPath);
        notes.Single().ShouldContain("loses them");
        repository.Stored.ShouldContain("API_KEY: |");
        repository.Stored.ShouldNotContain("hush");
        (await repository.Get("API_KEY")).ShouldBe("hush hush");
    }

    [Fact]
    public async Task The_same_value_again_changes_no_byte_and_another_one_only_its_own_block()
    {
        await repository.Set("B", "first");
        await repository.Set("A", "stays");
        var before = repository.Stored;
        (await repository.Set("B", "first")).Changed.ShouldBeFalse();
        repository.Stored.ShouldBe(before);

        (await repository.Set("B", "second")).Changed.ShouldBeTrue();
        repository.Stored.IndexOf("  A: |", StringComparison.Ordinal).ShouldBeLessThan(repository.Stored.IndexOf("  B: |", StringComparison.Ordinal));
        repository.Stored[..repository.Stored.IndexOf("  B: |", StringComparison.Ordinal)]
            .ShouldBe(before[..before.IndexOf("  B: |", StringComparison.Ordinal)]);
    }

    [Fact]
    public async Task Secrets_that_are_set_at_the_same_time_are_all_kept()
    {
        await Task.WhenAll(Enumerable.Range(0, 5).Select(number => repository.Set($"KEY_{number}", $"value {number}")));

        foreach (var number in Enumerable.Range(0, 5))
        {
            (await repository.Get($"KEY_{number}")).ShouldBe($"value {number}");
        }

        File.ReadAllLines(repository.IdentityPath).Count(line => line.StartsWith("AGE-SECRET-KEY", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Theory]
    [InlineData("")]
    [InlineData("recipients:\n")]
    [InlineData("secrets:\n  A: plain\n")]
    [InlineData("<<<<<<< HEAD\nrecipients:\n")]
    [InlineData("recipients: [age1wrong]\nsecrets:\n")]
    public async Task A_file_that_cannot_be_read_is_never_written_over(string damaged)
    {
        repository.Write("deploy.secrets.yaml", damaged);
        (await Refused(() => repository.Set("A", "value"))).Code.ShouldBe("TBS1105");
        repository.Stored.ShouldBe(damaged);
    }

    [Fact]
    public async Task A_file_that_was_cut_off_anywhere_is_never_written_over()
    {
        await repository.Set("A", "value");
        await repository.Set("B", "value");
        var whole = repository.Stored;
        for (var length = 0; length < whole.Length - 1; length += 11)
        {
            repository.Write("deploy.secrets.yaml", whole[..length]);
            (await Refused(() => repository.Set("C", "value"))).Code.ShouldBe("TBS1105");
            repository.Stored.ShouldBe(whole[..length]);
        }
    }

    [Fact]
    public async Task A_file_that_cannot_be_replaced_stays_as_it_is()
    {
        await repository.Set("A", "value");
        var before = repository.Stored;
        Directory.CreateDirectory(repository[".deploy.secrets.yaml.tmp"]);

        (await Refused(() => repository.Set("B", "value"))).Code.ShouldBe("TBS1112");
        repository.Stored.ShouldBe(before);
    }

    [Theory]
    [InlineData("../../tmp/x")]
    [InlineData("A=B")]
    [InlineData("A\nB")]
    [InlineData(".hidden")]
    [InlineData("")]
    public async Task A_name_that_could_be_a_path_or_a_line_is_refused(string name)
    {
        (await Refused(() => repository.Set(name, "value"))).Code.ShouldBe("TBS1103");
        File.Exists(repository["deploy.secrets.yaml"]).ShouldBeFalse();
    }

    [Theory]
    [InlineData("../outside")]
    [InlineData("secrets")]
    public async Task An_environment_that_could_be_another_file_is_refused(string environment) =>
        (await Refused(() => repository.Set("A", "value", environment))).Code.ShouldBe("TBS1003");

    [Fact]
    public async Task A_secret_with_a_source_in_deploy_yaml_is_refused_before_it_is_asked_for()
    {
        repository.Write("deploy.yaml", SecretsRepository.Deploy + "secrets:\n  A: { env: A }\n");
        var asked = false;
        var error = await Refused(() => SecretsSet.RunAsync(
            repository.Place(), "A", SecretInput.Typed(_ => { asked = true; return Task.FromResult<string?>("x"); }), _ => { }, TestContext.Current.CancellationToken));

        error.Code.ShouldBe("TBS1104");
        error.Message.ShouldContain("deploy.yaml:6");
        asked.ShouldBeFalse();
        (await repository.Set("A", "of staging", "staging")).File.ShouldBe("deploy.staging.secrets.yaml");
    }

    [Fact]
    public async Task An_identity_inside_the_repository_is_refused()
    {
        var inside = repository["keys/identity"];
        (await Refused(() => repository.Set("A", "value", place: repository.Place(identity: inside)))).Code.ShouldBe("TBS1113");
        (await Refused(() => SecretsKey.RunAsync(repository.Place(identity: inside), TestContext.Current.CancellationToken))).Code.ShouldBe("TBS1113");
        File.Exists(inside).ShouldBeFalse();

        if (!OperatingSystem.IsWindows())
        {
            // Nor by a link.
            Directory.CreateDirectory(repository["keys"]);
            var link = Path.Combine(Path.GetDirectoryName(repository.Root)!, "link");
            Directory.CreateSymbolicLink(link, repository["keys"]);
            (await Refused(() => repository.Set("A", "value", place: repository.Place(identity: Path.Combine(link, "identity"))))).Code.ShouldBe("TBS1113");
        }
    }

    [Fact]
    public async Task Whoever_is_no_recipient_can_store_a_value_and_is_told()
    {
        await repository.Set("A", "value");
        var other = Path.Combine(Path.GetDirectoryName(repository.Root)!, "other", "identity");
        var notes = new List<string>();
        await repository.Set("B", "from another", notes: notes, place: repository.Place(identity: other));

        notes.Single().ShouldContain("cannot read it");
        (await repository.Get("B")).ShouldBe("from another");
        await new IdentityFile(other).ReadOrCreateAsync(_ => { }, TestContext.Current.CancellationToken);
        (await Refused(() => repository.Get("B", identity: other))).Code.ShouldBe("TBS1106");
    }

    [Fact]
    public async Task A_value_comes_from_standard_input_or_a_file_exactly_but_for_the_last_line_break()
    {
        const string value = "line 1\r\n\tline \"2\" $HOME `id` ünï\n\n";
        await using var input = new MemoryStream(Encoding.UTF8.GetBytes(value + "\n"));
        await SecretsSet.RunAsync(repository.Place(), "A", SecretInput.FromStandardInput(input), _ => { }, TestContext.Current.CancellationToken);
        (await repository.Get("A")).ShouldBe(value);

        var file = Path.Combine(repository.Root, "value");
        await File.WriteAllBytesAsync(file, [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("of PowerShell\r\n")], TestContext.Current.CancellationToken);
        await SecretsSet.RunAsync(repository.Place(), "A", SecretInput.FromFile(file), _ => { }, TestContext.Current.CancellationToken);
        (await repository.Get("A")).ShouldBe("of PowerShell");
    }

    [Fact]
    public async Task What_is_no_text_and_what_is_nothing_is_refused()
    {
        var file = Path.Combine(repository.Root, "value");
        await File.WriteAllBytesAsync(file, [0x61, 0xff, 0x62], TestContext.Current.CancellationToken);
        (await Refused(() => SecretsSet.RunAsync(repository.Place(), "A", SecretInput.FromFile(file), _ => { }, TestContext.Current.CancellationToken)))
            .Code.ShouldBe("TBS1115");
        (await Refused(() => SecretsSet.RunAsync(repository.Place(), "A", SecretInput.FromStandardInput(Stream.Null), _ => { }, TestContext.Current.CancellationToken)))
            .Code.ShouldBe("TBS1114");
        File.Exists(repository["deploy.secrets.yaml"]).ShouldBeFalse();
    }

    [Fact]
    public async Task A_removed_secret_is_gone_and_a_misspelt_one_is_asked_about()
    {
        await repository.Set("API_KEY", "value");
        await repository.Set("OTHER", "value");
        (await Refused(() => SecretsRemove.RunAsync(repository.Place(), "API_KEZ", TestContext.Current.CancellationToken))).Message.ShouldContain("API_KEY?");
        (await Refused(() => SecretsRemove.RunAsync(repository.Place("staging"), "API_KEY", TestContext.Current.CancellationToken))).Code.ShouldBe("TBS1120");

        await SecretsRemove.RunAsync(repository.Place(), "API_KEY", TestContext.Current.CancellationToken);
        await SecretsRemove.RunAsync(repository.Place(), "OTHER", TestContext.Current.CancellationToken);

        repository.Stored.ShouldNotContain("BEGIN");
        await repository.Set("NEW", "value");
        (await repository.Get("NEW")).ShouldBe("value");
    }

    private static async Task<DeploymentException> Refused(Func<Task> action) => await Should.ThrowAsync<DeploymentException>(action);
}
