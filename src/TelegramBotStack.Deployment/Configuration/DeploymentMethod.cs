namespace TelegramBotStack.Deployment.Configuration;

/// <summary>What runs the bot on the host.</summary>
public enum DeploymentMethod
{
    /// <summary>Docker Engine, as a container.</summary>
    Docker,

    /// <summary>systemd, as a service of the system; for hosts without Docker.</summary>
    Systemd,
}
