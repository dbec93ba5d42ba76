using Docker.DotNet;

namespace TelegramBotStack.Deployment.Errors;

/// <summary>Failures of a host's Docker Engine.</summary>
internal static class DockerErrors
{
    public const string DiskFullCode = "TBS3001";
    public const string CallFailedCode = "TBS3002";
    public const string NotReachableCode = "TBS3003";
    public const string BaseImageMissingCode = "TBS3004";
    public const string BuildFailedCode = "TBS3005";

    public static DeploymentException DiskFull(string host, Exception inner) => new(
        DiskFullCode, $"The disk of {host} is full: Docker could not write.",
        "Free space on the host ('df -h', 'docker system df'), then run the target again.", ExitCode.FailedUnchanged, inner);

    public static DeploymentException CallFailed(string host, DockerApiException inner) => new(
        CallFailedCode, $"Docker on {host} refused: {inner.ResponseBody?.Trim() ?? inner.Message}",
        "Read the reason; 'docker info' on the host tells whether the engine is well.", ExitCode.FailedUnchanged, inner);

    public static DeploymentException NotReachable(string host, Exception inner) => new(
        NotReachableCode, $"The connection to Docker on {host} broke: {inner.GetBaseException().Message}",
        "Check that Docker runs on the host ('systemctl status docker'), then run the target again.", ExitCode.FailedUnchanged, inner);

    public static DeploymentException BaseImageMissing(string image, string host, string reason) => new(
        BaseImageMissingCode, $"{host} has no image {image} and could not pull it: {reason}",
        "Give the host access to the registry, load the image there, or name another one in deploy.yaml under image.base.");

    public static DeploymentException BuildFailed(string image, string reason) => new(
        BuildFailedCode, $"The image {image} could not be built: {reason}",
        "Read the reason; what was built before is untouched.");
}
