FROM debian:bookworm-slim
RUN sed -i 's/^Components: main.*/Components: main contrib non-free non-free-firmware/' /etc/apt/sources.list.d/*.sources 2>/dev/null; \
    sed -i -E 's/^(deb .* main)( .*)?$/\1 contrib non-free non-free-firmware/' /etc/apt/sources.list 2>/dev/null; \
    apt-get update && apt-get install -y --no-install-recommends libcudart11.0 libcurand10 libnvjpeg11 python3-venv python3-pip
RUN python3 -m venv /opt/venv && /opt/venv/bin/pip install nvidia-cuda-runtime-cu12 nvidia-curand-cu12 nvidia-nvjitlink-cu12 nvidia-cuda-nvrtc-cu12
COPY make_channel.py install.py /tmp/
RUN python3 -m venv /tmp/rattler && /tmp/rattler/bin/pip install py-rattler==0.28.0 && \
    /tmp/rattler/bin/python /tmp/make_channel.py /opt/channel nvidia-cuda-runtime-cu11 nvidia-curand-cu11 && \
    /tmp/rattler/bin/python /tmp/install.py /opt/conda nvidia-cuda-runtime-cu11 nvidia-curand-cu11
RUN rm -rf /tmp/* /root/.cache
# like the runfile does
RUN mkdir -p /usr/local/cuda-12.1/lib64 && cp -a /opt/venv/lib/python3.11/site-packages/nvidia/cuda_runtime/. /usr/local/cuda-12.1/ && \
    cp -a /opt/venv/lib/python3.11/site-packages/nvidia/curand/lib/. /usr/local/cuda-12.1/lib64/ && \
    ln -s cuda-12.1 /usr/local/cuda && echo /usr/local/cuda/lib64 > /etc/ld.so.conf.d/cuda.conf && ldconfig
ENV LD_LIBRARY_PATH=/usr/local/cuda/lib64 PATH=/usr/local/cuda/bin:$PATH
