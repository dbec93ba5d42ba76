using TelegramBotStack.Deployment.Encryption;
using TelegramBotStack.Deployment.Operations;
using TelegramBotStack.Deployment.Secrets;

namespace TelegramBotStack.Deployment.Tests.Secrets;

/// <summary>A bot repository with stored secrets, and a user's identity beside it.</summary>
internal sealed class SecretsRepository : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("botstack-secrets-");

    public SecretsRepository()
    {
        Directory.CreateDirectory(Root);
        Directory.CreateDirectory(Path.Combine(Root, ".git"));
        Write("Bot.csproj", "<Project />");
        Write("deploy.yaml", Deploy);
        Write("deploy.staging.yaml", "keep-releases: 3\n");
    }

    public static string Deploy => "bot:\n  name: echo\n  project: Bot.csproj\nhost: local\n";

    public string Root => Path.Combine(folder.FullName, "bot");

    public string IdentityPath => Path.Combine(folder.FullName, "me", "identity");

    public string this[string file] => Path.Combine(Root, file);

    public string Stored => File.ReadAllText(this["deploy.secrets.yaml"]);

    public void Write(string file, string text) => File.WriteAllText(this[file], text);

    public SecretsPlace Place(string? environment = null, string? identity = null) =>
        new(Root, environment) { Identity = new IdentityFile(identity ?? IdentityPath) };

    public Task<SecretsSetReport> Set(string name, string value, string? environment = null, List<string>? notes = null, SecretsPlace? place = null) =>
        SecretsSet.RunAsync(place ?? Place(environment), name, Typed(value), note => notes?.Add(note), TestContext.Current.CancellationToken);

    public async Task<string> Get(string name, string? environment = null, string? identity = null) =>
        (await Place().Store.ReadAsync(environment, TestContext.Current.CancellationToken))!
            .Open(name, await new IdentityFile(identity ?? IdentityPath).ReadAsync(TestContext.Current.CancellationToken));

    public static SecretInput Typed(string value) => SecretInput.Typed(_ => Task.FromResult<string?>(value));

    public void Dispose() => folder.Delete(recursive: true);
}
