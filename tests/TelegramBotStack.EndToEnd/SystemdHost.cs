using System.Diagnostics;
using System.Net.Sockets;

namespace TelegramBotStack.EndToEnd;

/// <summary>
/// A host without Docker that runs a real systemd as its first process: Debian, in namespaces of its own on this machine,
/// with this machine's network and an sshd on loopback. Its disk is gone when it is disposed of.
/// </summary>
internal sealed class SystemdHost : IAsyncDisposable
{
    private const string Packages = "systemd,systemd-sysv,dbus,openssh-server,libssl3,libgssapi-krb5-2";

    // Mounts only what systemd needs, in a mount namespace of its own, over a copy of the root that is kept in memory.
    private const string Script = """
        set -e
        root=$1; name=$2; port=$3; key=$4
        if [ -f /sys/fs/cgroup/cgroup.controllers ]; then groups=/sys/fs/cgroup; else groups=$(echo /sys/fs/cgroup/*/cgroup.procs | sed 's#/cgroup.procs##g'); fi
        for group in $groups; do
          mkdir -p "$group/$name" 2>/dev/null || continue
          if [ -f "$group/cpuset.cpus" ] && [ -f "$group/$name/cpuset.cpus" ]; then
            cat "$group/cpuset.cpus" >"$group/$name/cpuset.cpus"; cat "$group/cpuset.mems" >"$group/$name/cpuset.mems"
          fi
          echo $$ >"$group/$name/cgroup.procs" 2>/dev/null || rmdir "$group/$name"
        done
        exec unshare --cgroup --mount --uts --ipc --pid --fork --kill-child sh -c '
          set -e
          mount --make-rprivate /
          work=$(mktemp -d); mount -t tmpfs tmpfs "$work"; mkdir "$work/upper" "$work/work" "$work/root"
          mount -t overlay -o "lowerdir=$1,upperdir=$work/upper,workdir=$work/work" overlay "$work/root"
          cd "$work/root"
          mkdir -p root/.ssh oldroot; chmod 700 root/.ssh; cat "$4" >root/.ssh/authorized_keys; chmod 600 root/.ssh/authorized_keys
          printf "Port %s\nListenAddress 127.0.0.1\nUsePAM no\n" "$3" >etc/ssh/sshd_config.d/test.conf
          mount -t proc proc proc
          mount -t sysfs sysfs sys
          mount -t tmpfs -o mode=755 tmpfs run
          mount -t tmpfs -o mode=1777 tmpfs tmp
          mount -t tmpfs -o mode=755 tmpfs dev
          for node in null zero full random urandom tty; do : >"dev/$node"; mount --bind "/dev/$node" "dev/$node"; done
          ln -s /proc/self/fd dev/fd; ln -s fd/0 dev/stdin; ln -s fd/1 dev/stdout; ln -s fd/2 dev/stderr
          mkdir dev/pts dev/shm
          mount -t devpts -o newinstance,ptmxmode=0666 devpts dev/pts; ln -s pts/ptmx dev/ptmx
          mount -t tmpfs -o mode=1777 tmpfs dev/shm
          if [ -f /sys/fs/cgroup/cgroup.controllers ]; then
            mount -t cgroup2 cgroup2 sys/fs/cgroup
          else
            mount -t tmpfs -o mode=755 tmpfs sys/fs/cgroup
            for controller in cpu cpuacct cpuset memory devices freezer blkio pids; do
              [ -d "/sys/fs/cgroup/$controller" ] || continue
              mkdir "sys/fs/cgroup/$controller"; mount -t cgroup -o "$controller" cgroup "sys/fs/cgroup/$controller"
            done
            mkdir sys/fs/cgroup/systemd; mount -t cgroup -o none,name=systemd cgroup sys/fs/cgroup/systemd
          fi
          hostname "$2"
          pivot_root . oldroot
          umount -l /oldroot
          exec env -i container=other PATH=/usr/sbin:/usr/bin:/sbin:/bin /lib/systemd/systemd --system
        ' sh "$root" "$name" "$port" "$key"
        """;

    private const string Cleaning = """
        for group in /sys/fs/cgroup/"$1" /sys/fs/cgroup/*/"$1"; do [ ! -d "$group" ] || find "$group" -depth -type d -exec rmdir {} \; ; done 2>/dev/null
        """;

    private readonly Process process;
    private readonly string name;
    private readonly DirectoryInfo keys;

    private SystemdHost(Process process, string name, DirectoryInfo keys, HostAccess access)
    {
        this.process = process;
        this.name = name;
        this.keys = keys;
        Access = access;
    }

    public HostAccess Access { get; }

    public static async Task<SystemdHost> UpAsync()
    {
        var root = await RootAsync();
        var name = "botstack-systemd-" + Guid.NewGuid().ToString("N")[..6];
        var keys = Directory.CreateTempSubdirectory("botstack systemd ");
        var key = Path.Combine(keys.FullName, "key");
        await RunAsync("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key);
        var port = RefusedDeploymentTests.ClosedPort();
        var process = Process.Start(new ProcessStartInfo("sh", ["-c", Script, "sh", root, name, $"{port}", key + ".pub"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var hostKey = (await File.ReadAllTextAsync(Path.Combine(root, "etc/ssh/ssh_host_ed25519_key.pub"))).Split(' ');
        var host = new SystemdHost(process, name, keys, new HostAccess(
            "127.0.0.1", port, "root", key, $"[127.0.0.1]:{port} {hostKey[0]} {hostKey[1]}", DockerSocket: null, "/var/lib/botstack"));
        await host.UntilItRunsAsync();
        return host;
    }

    /// <summary>Runs a command there, as root.</summary>
    public Task<string> Run(string command) => RunAsync(
        "ssh", "-i", Access.KeyFile, "-p", $"{Access.Port}", "-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null", "-o", "LogLevel=ERROR",
        $"root@{Access.Address}", command);

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        keys.Delete(recursive: true);

        // The kernel takes a moment to empty the groups.
        await Task.Delay(TimeSpan.FromMilliseconds(500));
        await RunAsync("sh", "-c", Cleaning + "\ntrue", "sh", name);
    }

    private async Task UntilItRunsAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            limit.Token.ThrowIfCancellationRequested();
            process.HasExited.ShouldBeFalse("systemd did not start");
            try
            {
                if ((await Run("systemctl is-system-running || true")).Trim() is "running" or "degraded")
                {
                    return;
                }
            }
            catch (ShouldAssertException)
            {
                // Its sshd is not up yet.
                await Task.Delay(TimeSpan.FromMilliseconds(200), limit.Token);
            }
        }
    }

    private static Task<string> RootAsync()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.UserName == "root", "A systemd of one's own needs Linux and root.");
        return DebianRoot.MakeAsync("systemd", Packages, TestContext.Current.CancellationToken);
    }

    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, $"{program} {string.Join(' ', arguments)}: {await error}");
        return output;
    }
}
