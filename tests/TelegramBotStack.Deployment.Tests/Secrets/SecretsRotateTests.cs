using TelegramBotStack.Deployment.Encryption;
using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Operations;

namespace TelegramBotStack.Deployment.Tests.Secrets;

public sealed class SecretsRotateTests : IDisposable
{
    private readonly SecretsRepository repository = new();

    private string OtherPath => Path.Combine(Path.GetDirectoryName(repository.Root)!, "other", "identity");

    public void Dispose() => repository.Dispose();

    [Fact]
    public async Task A_new_identity_opens_every_file_and_the_old_one_none()
    {
        await repository.Set("A", "value");
        await repository.Set("B", "of staging", "staging");
        var old = await Identities();

        var report = await Rotate();

        var now = await Identities();
        report.Files.ShouldBe(["deploy.secrets.yaml", "deploy.staging.secrets.yaml"]);
        report.Recipient.ShouldBe(now[0].Recipient.ToString());
        now[0].Recipient.ShouldNotBe(old[0].Recipient);
        now[1].Recipient.ShouldBe(old[0].Recipient, "other repositories and backups may still need it");
        foreach (var (environment, name, value) in new[] { (null, "A", "value"), ("staging", "B", "of staging") })
        {
            var file = (await repository.Place().Store.ReadAsync(environment, TestContext.Current.CancellationToken))!;
            file.Open(name, [now[0]]).ShouldBe(value);
            Should.Throw<DeploymentException>(() => file.Open(name, old)).Code.ShouldBe("TBS1106");
        }

        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(repository.IdentityPath).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    [Fact]
    public async Task A_rotation_that_was_interrupted_after_the_new_identity_goes_on_with_it()
    {
        await repository.Set("A", "value");
        var made = await new IdentityFile(repository.IdentityPath).RenewAsync(TestContext.Current.CancellationToken);
        (await repository.Get("A")).ShouldBe("value");

        (await Rotate()).Recipient.ShouldBe(made[0].Recipient.ToString());

        (await Identities()).Count.ShouldBe(2);
        (await repository.Get("A")).ShouldBe("value");
    }

    [Fact]
    public async Task A_recipient_is_added_to_one_file_and_removed_from_all()
    {
        await repository.Set("A", "value");
        var other = await SecretsKey.RunAsync(repository.Place(identity: OtherPath), TestContext.Current.CancellationToken);
        await Rotate(add: [other.Recipient]);
        await repository.Set("A", "of staging", "staging");
        (await repository.Get("A", identity: OtherPath)).ShouldBe("value");
        (await repository.Get("A", "staging", OtherPath)).ShouldBe("of staging");
        (await Rotate(add: [other.Recipient])).Files.ShouldBeEmpty();

        (await Rotate(remove: [other.Recipient])).Files.Count.ShouldBe(2);

        (await repository.Get("A")).ShouldBe("value");
        (await Refused(() => repository.Get("A", identity: OtherPath))).Code.ShouldBe("TBS1106");
        (await Refused(() => repository.Get("A", "staging", OtherPath))).Code.ShouldBe("TBS1106");
    }

    [Fact]
    public async Task What_would_leave_nobody_or_is_no_recipient_is_refused_and_changes_nothing()
    {
        (await Refused(() => Rotate())).Code.ShouldBe("TBS1120");
        await repository.Set("A", "value");
        var before = repository.Stored;
        var me = (await Identities())[0].Recipient.ToString();
        var nobody = AgeIdentity.Create().Recipient.ToString();

        (await Refused(() => Rotate(remove: [me]))).Code.ShouldBe("TBS1118");
        (await Refused(() => Rotate(remove: [nobody]))).Code.ShouldBe("TBS1117");
        (await Refused(() => Rotate(add: ["age1wrong"]))).Code.ShouldBe("TBS1116");
        (await Refused(() => SecretsRotate.RunAsync(repository.Place(identity: OtherPath), [nobody], [], TestContext.Current.CancellationToken)))
            .Code.ShouldBe("TBS1106");
        repository.Stored.ShouldBe(before);
    }

    [Fact]
    public async Task A_damaged_value_stops_a_rotation_before_any_file_is_changed()
    {
        await repository.Set("A", "value");
        await repository.Set("A", "of staging", "staging");
        var before = repository.Stored;
        File.Copy(repository["deploy.secrets.yaml"], repository["deploy.staging.secrets.yaml"], overwrite: true);

        (await Refused(() => Rotate())).Code.ShouldBe("TBS1107");
        repository.Stored.ShouldBe(before);
    }

    private Task<SecretsRotateReport> Rotate(string[]? add = null, string[]? remove = null) =>
        SecretsRotate.RunAsync(repository.Place(), add ?? [], remove ?? [], TestContext.Current.CancellationToken);

    private Task<IReadOnlyList<AgeIdentity>> Identities() => new IdentityFile(repository.IdentityPath).ReadAsync(TestContext.Current.CancellationToken);

    private static async Task<DeploymentException> Refused(Func<Task> action) => await Should.ThrowAsync<DeploymentException>(action);
}
