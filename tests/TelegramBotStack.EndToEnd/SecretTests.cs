using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using TelegramBotStack.Deployment.Sandbox;
using TelegramBotStack.Simulator;

namespace TelegramBotStack.EndToEnd;

public class SecretTests(SandboxFixture sandbox)
{
    [Fact]
    public async Task The_token_is_nowhere_but_in_its_file()
    {
        var host = await sandbox.HostAsync();
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        using var repository = new BotRepository(host, telegram);
        var secret = telegram.Token.Split(':')[1];
        var up = (await repository.DeployUp("--verbosity", "verbose")).ShouldEndWith(0);
        var ada = telegram.CreateUser("Ada");
        await ada.Send("hello");
        (await ada.NextReply(cancellationToken: TestContext.Current.CancellationToken)).Text.ShouldBe("hello");

        var looked = new Dictionary<string, string>
        {
            ["what the deployer printed"] = up.Output + up.Screen,
            ["processes"] = Processes(),
            ["the state directory"] = Files(Path.Combine(host.StateDirectory, repository.Name)),
            ["logs of the build"] = Files(Path.Combine(repository.Directory, ".nuke")),
        };
        await LookIntoDockerAsync(host, repository.Name, looked);

        looked.Keys.ShouldContain(key => key.StartsWith("inspect container"));
        looked["processes"].ShouldContain("TelegramBotStack.TestBot.dll");
        foreach (var (where, text) in looked)
        {
            text.Contains(secret, StringComparison.Ordinal).ShouldBeFalse($"the token is in {where}");
        }

        (await repository.Run("DeployDown", "--purge", "--yes")).ShouldEndWith(0);
    }

    // Arguments and environment of every process that may be looked at.
    private static string Processes()
    {
        var all = new StringBuilder();
        foreach (var directory in Directory.EnumerateDirectories("/proc").Where(path => Path.GetFileName(path).All(char.IsAsciiDigit)))
        {
            foreach (var file in new[] { "cmdline", "environ" })
            {
                try
                {
                    all.Append(Encoding.UTF8.GetString(File.ReadAllBytes(Path.Combine(directory, file)))).Append('\n');
                }
                catch (Exception error) when (error is IOException or UnauthorizedAccessException)
                {
                    // The process has ended in between.
                    continue;
                }
            }
        }

        return all.ToString();
    }

    private static string Files(string directory) => string.Join('\n', Directory
        .EnumerateFiles(directory, "*", SearchOption.AllDirectories)
        .Select(path => Encoding.UTF8.GetString(File.ReadAllBytes(path))));

    private static async Task LookIntoDockerAsync(SandboxHost host, string bot, Dictionary<string, string> looked)
    {
        using var docker = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = async (_, cancellationToken) =>
            {
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(host.DockerSocket), cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            },
        })
        { BaseAddress = new Uri("http://docker/") };

        var filter = Uri.EscapeDataString(JsonSerializer.Serialize(new { label = new[] { $"botstack.bot={bot}" } }));
        foreach (var container in await ListAsync($"containers/json?all=true&filters={filter}"))
        {
            var id = container.GetProperty("Id").GetString();
            looked[$"inspect container {id}"] = await GetAsync($"containers/{id}/json");
            looked[$"log of container {id}"] = await GetAsync($"containers/{id}/logs?stdout=true&stderr=true");
        }

        foreach (var image in await ListAsync($"images/json?filters={filter}"))
        {
            var id = image.GetProperty("Id").GetString();
            looked[$"inspect image {id}"] = await GetAsync($"images/{id}/json");
            looked[$"history of image {id}"] = await GetAsync($"images/{id}/history");
        }

        looked["volumes"] = await GetAsync("volumes");

        async Task<string> GetAsync(string path) => await docker.GetStringAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

        async Task<IEnumerable<JsonElement>> ListAsync(string path) => JsonDocument.Parse(await GetAsync(path)).RootElement.EnumerateArray();
    }
}
