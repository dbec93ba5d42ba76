using System.Diagnostics;
using CsCheck;
using TelegramBotStack.Deployment.Configuration;
using TelegramBotStack.Deployment.Encryption;
using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Secrets;

namespace TelegramBotStack.Deployment.Tests.Secrets;

public sealed class SecretReaderTests : IDisposable
{
    private readonly SecretsRepository repository = new();

    public void Dispose() => repository.Dispose();

    [Fact]
    public async Task Any_value_comes_through_every_source_exactly()
    {
        var id = $"botstack-test-{Guid.NewGuid():N}";
        var userSecrets = UserSecretsFile.PathOf(id);
        Directory.CreateDirectory(Path.GetDirectoryName(userSecrets)!);
        repository.Write("Bot.csproj", $"<Project><PropertyGroup><UserSecretsId>{id}</UserSecretsId></PropertyGroup></Project>");
        repository.Write("deploy.yaml", SecretsRepository.Deploy + """
            secrets:
              OF_FILE: { file: value }
              OF_COMMAND: { command: [cat, value] }
              OF_DOTENV: { dotenv: KEY }
              OF_OTHER_DOTENV: { dotenv: { file: other.env, key: KEY } }
              OF_USER: { user-secrets: "Section:Key" }
            """);
        try
        {
            var values = Gen.String.Where(text => !string.IsNullOrWhiteSpace(text) && !text.Any(letter => char.IsSurrogate(letter) || letter == '\uFEFF'));
            foreach (var value in (string[])["a\"b'c`d$e\\f\n\ng #h\r\nünï ", .. values.Array[20].Single()])
            {
                repository.Write("value", value + "\r\n");
                repository.Write(".env", $"KEY={DotEnvFileTests.Quote(value)}\n");
                repository.Write("other.env", $"export KEY={DotEnvFileTests.Quote(value)}\n");
                await File.WriteAllTextAsync(
                    userSecrets, System.Text.Json.JsonSerializer.Serialize(new Dictionary<string, string> { ["section:key"] = value }), TestContext.Current.CancellationToken);
                await repository.Set("STORED", value);

                var read = await Read();

                read.Count.ShouldBe(6);
                read.ShouldAllBe(secret => secret.Value == value);
            }
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(userSecrets)!, recursive: true);
        }
    }

    [Fact]
    public async Task A_stored_secret_needs_no_entry_and_an_environments_own_wins()
    {
        await repository.Set("A", "of all");
        await repository.Set("B", "of all");
        await repository.Set("B", "of staging", "staging");

        (await Read()).ShouldBe(new Dictionary<string, string> { ["A"] = "of all", ["B"] = "of all" });
        (await Read("staging")).ShouldBe(new Dictionary<string, string> { ["A"] = "of all", ["B"] = "of staging" });
    }

    [Fact]
    public async Task A_secret_with_a_value_and_a_source_in_the_same_place_is_refused_with_its_line()
    {
        await repository.Set("A", "of all");
        repository.Write("deploy.staging.yaml", "secrets:\n  A: { file: value }\n");
        repository.Write("value", "of staging");
        (await Read("staging"))["A"].ShouldBe("of staging");

        repository.Write("deploy.yaml", SecretsRepository.Deploy + "secrets:\n  A: { env: A }\n");
        var error = await Should.ThrowAsync<DeploymentException>(() => Read());
        error.Code.ShouldBe("TBS1002");
        error.Message.ShouldContain("deploy.yaml:6: secrets.A has a value in deploy.secrets.yaml as well");
    }

    [Fact]
    public async Task A_stored_secret_is_none_of_the_bots_variables()
    {
        await repository.Set("API_KEY", "value");
        repository.Write("deploy.yaml", SecretsRepository.Deploy + "environment:\n  API_KEY: value\n");

        (await Should.ThrowAsync<DeploymentException>(() => Read())).Message.ShouldContain("environment.API_KEY is a secret");
    }

    [Theory]
    [InlineData("{ dotenv: MISSING }", "there is no MISSING in")]
    [InlineData("{ dotenv: { file: none.env, key: KEY } }", "none.env cannot be read")]
    [InlineData("{ dotenv: { file: broken.env, key: KEY } }", "line 1 opens")]
    [InlineData("{ user-secrets: KEY }", "Bot.csproj has no UserSecretsId; 'dotnet user-secrets init'")]
    [InlineData("{ file: nowhere }", "nowhere cannot be read")]
    [InlineData("{ command: [false] }", "'false' ended with 1")]
    [InlineData("{ command: [no-such-program] }", "could not be started")]
    public async Task A_source_that_gives_nothing_says_why(string source, string reason)
    {
        repository.Write(".env", "KEY=value\n");
        repository.Write("broken.env", "KEY='hush\n");
        repository.Write("deploy.yaml", SecretsRepository.Deploy + $"secrets:\n  A: {source}\n");

        var error = await Should.ThrowAsync<DeploymentException>(() => Read());
        error.Code.ShouldBe("TBS1004");
        error.Message.ShouldContain(reason);
        error.Message.ShouldNotContain("hush");
    }

    [Theory]
    [InlineData("{ dotenv: { file: x } }", "secrets.A.dotenv.key is missing")]
    [InlineData("{ dotenv: { key: A, fil: x } }", "did you mean 'file'?")]
    [InlineData("{ dotenv: A, env: B }", "exactly one of env, file, command, dotenv and user-secrets")]
    [InlineData("{ user-secrets: [A] }", "exactly one of")]
    public async Task A_source_that_is_written_wrong_is_named_with_its_place(string source, string problem)
    {
        repository.Write("deploy.yaml", SecretsRepository.Deploy + $"secrets:\n  A: {source}\n");
        (await Should.ThrowAsync<DeploymentException>(() => Read())).Message.ShouldContain(problem);
    }

    [Fact]
    public async Task The_key_of_a_project_may_be_in_its_Directory_Build_props_and_leads_nowhere_else()
    {
        repository.Write("Directory.Build.props", "<Project><PropertyGroup><UserSecretsId>../../etc</UserSecretsId></PropertyGroup></Project>");
        repository.Write("deploy.yaml", SecretsRepository.Deploy + "secrets:\n  A: { user-secrets: A }\n");
        (await Should.ThrowAsync<DeploymentException>(() => Read())).Message.ShouldContain("has no UserSecretsId");

        repository.Write("Directory.Build.props", "<Project><PropertyGroup><UserSecretsId>botstack-none</UserSecretsId></PropertyGroup></Project>");
        (await Should.ThrowAsync<DeploymentException>(() => Read())).Message.ShouldContain("has no user secret A");
    }

    private async Task<IReadOnlyDictionary<string, string>> Read(string? environment = null)
    {
        var settings = await DeployFile.LoadAsync(repository.Root, environment, TestContext.Current.CancellationToken);
        var reader = new SecretReader(settings, new IdentityFile(repository.IdentityPath));
        var values = new Dictionary<string, string>();
        foreach (var (name, source) in settings.Secrets)
        {
            values[name] = await reader.ReadAsync(name, source, TestContext.Current.CancellationToken);
        }

        return values;
    }
}
