using System.Text.Json;

namespace TelegramBotStack.Deployment.Sandbox;

/// <summary>What a later process must know of a sandbox; written before and after each process is started.</summary>
internal sealed record SandboxState(int Port = 0, OwnedProcess? Docker = null, OwnedProcess? Sshd = null)
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true };

    public IEnumerable<OwnedProcess> Processes => new[] { Docker, Sshd }.OfType<OwnedProcess>();

    public bool IsUp => Port != 0 && Docker is { IsAlive: true } && Sshd is { IsAlive: true };

    public static SandboxState? Read(SandboxPaths paths)
    {
        try
        {
            return JsonSerializer.Deserialize<SandboxState>(File.ReadAllText(paths.StateFile));
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (JsonException)
        {
            return new SandboxState(); // cut off by a crash: there is something to clear
        }
    }

    public void Write(SandboxPaths paths)
    {
        var temporary = paths.StateFile + ".new";
        File.WriteAllText(temporary, JsonSerializer.Serialize(this, Json));
        File.Move(temporary, paths.StateFile, overwrite: true);
    }
}
