using System.Diagnostics;
using TelegramBotStack.Deployment.Diagnosis;
using TelegramBotStack.Deployment.Sandbox;
using TelegramBotStack.Simulator;

namespace TelegramBotStack.EndToEnd;

/// <summary>A bot repository under git with everything in order, for a fault to be planted in.</summary>
internal sealed class FaultyRepository : IDisposable
{
    private readonly string behaviour;

    public FaultyRepository(SandboxHost host, TelegramSimulator telegram, string behaviour = "echo")
    {
        this.behaviour = behaviour;
        Bot = new BotRepository(host, telegram);
        Secret = telegram.Token.Split(':')[1];
        Configure(text => text);
        Run("chmod", "600", Write("token.txt", telegram.Token));
        Write(".gitignore", ".env\ntoken.txt\ndata/\n.nuke/temp/\n");
        foreach (var file in (string[])["build.sh", "build.ps1", "build.cmd"])
        {
            Write(file, "");
        }

        Write("global.json", "{}");
        Git("init", "--quiet");
        Commit();
    }

    public BotRepository Bot { get; }

    public string Name => Bot.Name;

    /// <summary>The part of the token that must never be shown.</summary>
    public string Secret { get; }

    public DoctorRequest Request => new(Bot.Directory, Environment: null);

    public void Configure(Func<string, string> edit) => Bot.Configure(behaviour, edit: text => edit(text.Replace(
        "env: BOT_TOKEN", "file: token.txt", StringComparison.Ordinal)));

    /// <summary>Writes a file, and returns its path.</summary>
    public string Write(string file, string text)
    {
        var path = Path.Combine(Bot.Directory, file);
        File.WriteAllText(path, text);
        return path;
    }

    public void Delete(string file) => File.Delete(Path.Combine(Bot.Directory, file));

    /// <summary>Makes an SSH key, and returns its path.</summary>
    public string MakeKey(string name)
    {
        var path = Path.Combine(Bot.Directory, ".nuke", name);
        Run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", path);
        return path;
    }

    public void Git(params string[] arguments) => Run("git", arguments);

    public void Commit()
    {
        Git("add", "--all");
        Git("-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-c", "commit.gpgsign=false", "commit", "--quiet", "--message", "A step");
    }

    public void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = Bot.Directory })!;
        process.WaitForExit();
        process.ExitCode.ShouldBe(0, program);
    }

    public void Dispose() => Bot.Dispose();
}
