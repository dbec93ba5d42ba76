using System.Text;
using System.Text.Json;
using TelegramBotStack.Deployment.Encryption;
using TelegramBotStack.Deployment.Sandbox;
using TelegramBotStack.Simulator;

namespace TelegramBotStack.EndToEnd;

public class SecretTests(SandboxFixture sandbox)
{
    private static readonly string[] Names = ["OF_ENV", "OF_FILE", "OF_COMMAND", "OF_DOTENV", "OF_USER", "STORED"];

    [Fact]
    public async Task The_token_and_secrets_of_every_source_are_nowhere_but_in_their_files()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var host = await sandbox.HostAsync();
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: cancellationToken);
        using var repository = new BotRepository(host, telegram);
        using var userSecrets = new TestBotUserSecrets();
        var secrets = Names.ToDictionary(name => name, name => $"{name.ToLowerInvariant()}-{Guid.NewGuid():N}");
        repository.Environment = new Dictionary<string, string>
        {
            ["BOT_TOKEN"] = telegram.Token,
            ["OF_ENV"] = secrets["OF_ENV"],
            ["BOTSTACK_IDENTITY"] = AgeIdentity.Create().Reveal(),
        };
        await File.WriteAllTextAsync(Path.Combine(repository.Directory, "a file"), secrets["OF_FILE"] + "\n", cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(repository.Directory, "printed"), secrets["OF_COMMAND"] + "\n", cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(repository.Directory, ".env"), $"export KEY='{secrets["OF_DOTENV"]}' # not for others\n", cancellationToken);
        userSecrets.Write("Of:User", secrets["OF_USER"]);
        repository.Configure(project: BotRepository.TestBotProject, edit: text => text.Replace("secrets:\n", """
            secrets:
              OF_ENV: { env: OF_ENV }
              OF_FILE: { file: a file }
              OF_COMMAND: { command: [cat, printed] }
              OF_DOTENV: { dotenv: KEY }
              OF_USER: { user-secrets: "Of:User" }

            """, StringComparison.Ordinal));
        (await repository.RunWith(secrets["STORED"], "SecretsSet", "--secret-name", "STORED", "--verbosity", "verbose")).ShouldEndWith(0);

        // The variables of the deployer itself are what the user chose; nobody else may have the others.
        var deployment = repository.DeployUp("--verbosity", "verbose");
        (await HostProcesses.SeenDuringAsync(deployment, [.. secrets.Values.Where(value => value != secrets["OF_ENV"])])).ShouldBeEmpty();
        var up = (await deployment).ShouldEndWith(0);
        var ada = telegram.CreateUser("Ada");
        await ada.Send("hello");
        (await ada.NextReply(cancellationToken: cancellationToken)).Text.ShouldBe("hello");

        var looked = new Dictionary<string, string>
        {
            ["what the deployer printed"] = up.Output + up.Screen,
            ["processes"] = HostProcesses.Read(),
            ["the state directory"] = Files(Path.Combine(host.StateDirectory, repository.Name)),
            ["logs of the build"] = Files(Path.Combine(repository.Directory, ".nuke")),
            ["the secrets file"] = await File.ReadAllTextAsync(Path.Combine(repository.Directory, "deploy.secrets.yaml"), cancellationToken),
        };
        await LookIntoDockerAsync(host, repository.Name, looked);

        looked.Keys.ShouldContain(key => key.StartsWith("inspect container"));
        looked["processes"].ShouldContain("TelegramBotStack.TestBot.dll");
        foreach (var (where, text) in looked)
        {
            text.Contains(telegram.Token.Split(':')[1], StringComparison.Ordinal).ShouldBeFalse($"the token is in {where}");
            secrets.Where(secret => text.Contains(secret.Value, StringComparison.Ordinal)).Select(secret => $"{secret.Key} is in {where}").ShouldBeEmpty();
        }

        foreach (var (name, value) in secrets)
        {
            (await File.ReadAllTextAsync(repository.SecretOnHost(name), cancellationToken)).ShouldBe(value);
        }

        (await repository.Run("DeployDown", "--purge", "--yes")).ShouldEndWith(0);
    }

    private static string Files(string directory) => string.Join('\n', Directory
        .EnumerateFiles(directory, "*", SearchOption.AllDirectories)
        .Select(path => Encoding.UTF8.GetString(File.ReadAllBytes(path))));

    private static async Task LookIntoDockerAsync(SandboxHost host, string bot, Dictionary<string, string> looked)
    {
        using var docker = new DockerApi(host.DockerSocket);
        var filter = Uri.EscapeDataString(JsonSerializer.Serialize(new { label = new[] { $"botstack.bot={bot}" } }));
        foreach (var container in (await docker.Get($"containers/json?all=true&filters={filter}")).EnumerateArray())
        {
            var id = container.GetProperty("Id").GetString();
            looked[$"inspect container {id}"] = await docker.Text($"containers/{id}/json");
            looked[$"log of container {id}"] = await docker.Text($"containers/{id}/logs?stdout=true&stderr=true");
        }

        foreach (var image in (await docker.Get($"images/json?filters={filter}")).EnumerateArray())
        {
            var id = image.GetProperty("Id").GetString();
            looked[$"inspect image {id}"] = await docker.Text($"images/{id}/json");
            looked[$"history of image {id}"] = await docker.Text($"images/{id}/history");
        }

        looked["volumes"] = await docker.Text("volumes");
    }

    /// <summary>The user secrets of the test bot's project, where <c>dotnet user-secrets</c> keeps them.</summary>
    private sealed class TestBotUserSecrets : IDisposable
    {
        private readonly string folder = Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".microsoft", "usersecrets", "botstack-testbot");

        public void Write(string key, string value)
        {
            Directory.CreateDirectory(folder);
            File.WriteAllText(Path.Combine(folder, "secrets.json"), JsonSerializer.Serialize(new Dictionary<string, string> { [key] = value }));
        }

        public void Dispose() => Directory.Delete(folder, recursive: true);
    }
}
