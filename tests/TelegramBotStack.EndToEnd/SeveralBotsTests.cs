using System.Globalization;
using TelegramBotStack.Deployment.Sandbox;
using TelegramBotStack.Simulator;

namespace TelegramBotStack.EndToEnd;

public class SeveralBotsTests(ITestOutputHelper output)
{
    private const int Bots = 5;

    // With BOTSTACK_SOAK=1 as often as the contract says; a build server runs a part of it.
    private static readonly int Operations = Environment.GetEnvironmentVariable("BOTSTACK_SOAK") == "1" ? 100 : 12;

    [Fact]
    public async Task Five_bots_are_deployed_rolled_back_and_removed_in_random_order_and_nobody_touches_another_ones_things()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("BOTSTACK_SEED"), CultureInfo.InvariantCulture, out var given) ? given : 20261125;
        var random = new Random(seed);
        await using var host = await SandboxFixture.UpAsync("several", SandboxSettings.RuntimeImage);
        using var docker = new DockerInventory(host.DockerSocket);
        var fleet = await Task.WhenAll(Enumerable.Range(0, Bots).Select(number => Member.MakeAsync(host, number)));
        try
        {
            await docker.AddStrangerAsync();
            var nobodys = await docker.ReadAsync(new HashSet<string>());
            for (var number = 1; number <= Operations; number++)
            {
                var member = fleet[random.Next(Bots)];
                var others = fleet.Where(other => other != member).Select(other => other.Name).ToHashSet();
                var before = await docker.ReadAsync(others);
                var files = Files(host, others);

                var done = await member.DoAsync(random);

                output.WriteLine($"{number,3}: {done}");
                (await docker.ReadAsync(others)).ShouldBe(before, $"seed {seed}, operation {number}: {done}");
                Files(host, others).ShouldBe(files, $"seed {seed}, operation {number}: {done}");
            }

            foreach (var member in fleet)
            {
                await member.ShouldAnswerIfDeployedAsync();
                (await member.Repository.Run("DeployDown", "--purge", "--yes")).ShouldEndWith(0);
            }

            (await docker.ReadAsync(fleet.Select(member => member.Name).ToHashSet())).ShouldBe(nobodys);
        }
        finally
        {
            foreach (var member in fleet)
            {
                await member.DisposeAsync();
            }
        }
    }

    // Of a running bot only what the deployer wrote: the bot's own files are in its volume.
    private static string Files(SandboxHost host, HashSet<string> bots) => string.Join('\n', bots
        .Select(bot => Path.Combine(host.StateDirectory, bot, "state.json"))
        .Order(StringComparer.Ordinal)
        .Select(file => File.Exists(file) ? File.ReadAllText(file) : $"no {file}"));

    /// <summary>A bot with its repository and its own Telegram.</summary>
    private sealed class Member : IAsyncDisposable
    {
        private readonly TelegramSimulator telegram;
        private int version;
        private bool runs;

        private Member(TelegramSimulator telegram, BotRepository repository)
        {
            this.telegram = telegram;
            Repository = repository;
        }

        public BotRepository Repository { get; }

        public string Name => Repository.Name;

        public static async Task<Member> MakeAsync(SandboxHost host, int number)
        {
            var telegram = await TelegramSimulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);

            // One name is the beginning of another: whoever looks for names instead of labels takes the wrong one.
            return new Member(telegram, new BotRepository(host, telegram, "echo" + new string('-', number > 0 ? 1 : 0) + string.Join('-', Enumerable.Range(1, number))));
        }

        public async Task<string> DoAsync(Random random)
        {
            var dice = runs ? random.Next(10) : 0;
            if (dice < 5)
            {
                version++;
                Repository.Configure(version: version, window: "300ms", edit: text => text + "keep-releases: 2\n");
                (await Repository.DeployUp()).ShouldEndWith(0);
                runs = true;
                return $"{Name} deployed, version {version}";
            }

            if (dice < 8)
            {
                var back = await Repository.Rollback();
                back.ExitCode.ShouldBeOneOf(0, 2);
                return $"{Name} rolled back: {(back.ExitCode == 0 ? "done" : back.Json.GetProperty("code").GetString())}";
            }

            var purge = random.Next(2) == 0;
            (await Repository.Run(purge ? ["DeployDown", "--purge", "--yes"] : ["DeployDown", "--yes"])).ShouldEndWith(0);
            runs = false;
            return $"{Name} {(purge ? "removed with all it had" : "ended")}";
        }

        public async Task ShouldAnswerIfDeployedAsync()
        {
            if (runs)
            {
                var ada = telegram.CreateUser("Ada");
                await ada.Send("hello");
                (await ada.NextReply(cancellationToken: TestContext.Current.CancellationToken)).Text.ShouldBe("hello");
            }
        }

        public async ValueTask DisposeAsync()
        {
            Repository.Dispose();
            await telegram.DisposeAsync();
        }
    }
}
